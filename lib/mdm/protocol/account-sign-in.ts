/**
 * The two ways to enroll by an account, in the words of the discovery document: user and device enrollment.
 * Source: Apple, "Discovering enrollment servers" (Version: mdm-byod, mdm-adde)
 */
export type AccountKind = 'byod' | 'adde'

/**
 * How a Mac lets its user sign in: in a web view that ends with a token, or with the authorization code of OAuth 2.
 * Source: Apple, "Implementing the simple authentication account-driven enrollment flow"; "Implementing the OAuth2
 *         authentication account-driven enrollment flow"
 */
export type AccountSignIn =
  | { method: 'apple-as-web'; url: string }
  | { method: 'apple-oauth2'; authorizationUrl: string; tokenUrl: string }

/**
 * Where the web view gives an access token to the Mac.
 * Source: Apple, "Implementing the simple authentication account-driven enrollment flow"
 */
export const tokenRedirect = 'apple-remotemanagement-user-login://authentication-results'

/**
 * The one redirect address that a code may be asked for.
 * Source: Apple, "Implementing the OAuth2 authentication account-driven enrollment flow"
 */
export const codeRedirect = 'apple-remotemanagement-user-login:/oauth2/redirection'

/**
 * What every Mac calls itself at our authorization server: a public client.
 * Source: RFC 6749 section 2.2
 */
export const accountClientId = 'zelf-enrollment'

/**
 * The one thing that a token is for.
 * Source: RFC 6749 section 3.3
 */
export const accountScope = 'enrollment'

/**
 * Writes the WWW-Authenticate header that sends a Mac to the sign-in.
 *
 * throws   RangeError for an address that would break out of its quotes.
 * spec     RFC 9110 section 11.6.1; RFC 6750 section 3
 */
export function buildSignInChallenge(signIn: AccountSignIn): string {
  const parameters: [string, string][] = [['method', signIn.method]]
  if (signIn.method === 'apple-as-web') parameters.push(['url', signIn.url])
  else {
    parameters.push(['authorization-url', signIn.authorizationUrl], ['token-url', signIn.tokenUrl])
    parameters.push(['redirect-url', codeRedirect], ['client-id', accountClientId], ['scope', accountScope])
  }
  return `Bearer ${parameters.map(([name, value]) => `${name}="${quotable(value)}"`).join(', ')}`
}

function quotable(value: string): string {
  if (!/^[\x21\x23-\x5b\x5d-\x7e]+$/.test(value)) throw new RangeError('not to be quoted in a header')
  return value
}

/**
 * Reads an Authorization header.
 *
 * returns  null when it is no bearer token of a form that we make.
 * spec     RFC 6750 section 2.1
 */
export function readBearerToken(header: string | undefined): string | null {
  return /^Bearer ([A-Za-z0-9_-]{16,128})$/i.exec(header ?? '')?.[1] ?? null
}
