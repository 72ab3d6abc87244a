export interface PolicyInput {
  nonce: string
  development: boolean
  https: boolean
  /** Where forms may lead besides here: the identity provider. */
  formTargets: string[]
  /** The page that a Mac opens to have somebody sign in, or the way to it. */
  inMacWindow: boolean
}

/** A Mac that waits for a sign-in hears of it by this scheme, as the answer to the form in its own window. */
const macScheme = 'apple-remotemanagement-user-login:'

/**
 * Scripts run only with this request's nonce, or when loaded by one that has it. Styles may stand in attributes
 * (positions of menus, progress bars); in development React needs eval.
 */
export function contentSecurityPolicy(page: PolicyInput): string {
  const { nonce, development, https, formTargets, inMacWindow } = page
  const targets = ["'self'", ...(inMacWindow ? [macScheme] : []), ...formTargets]
  const directives = [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ''}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src 'self'${development ? ' ws: wss:' : ''}`,
    "object-src 'none'",
    "base-uri 'none'",
    `form-action ${targets.join(' ')}`,
    "frame-ancestors 'none'",
    "frame-src 'none'",
    "worker-src 'self' blob:",
    "manifest-src 'self'",
  ]
  if (https) directives.push('upgrade-insecure-requests')
  return directives.join('; ')
}
