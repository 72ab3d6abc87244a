export interface PolicyInput {
  nonce: string
  development: boolean
  https: boolean
  /** Where forms may lead besides here: the identity provider. */
  formTargets: string[]
}

/** A Mac that waits for a sign-in hears of it by this scheme, as the answer to the form in its own window. */
const macScheme = 'apple-remotemanagement-user-login:'

/**
 * Scripts run only with this request's nonce, or when loaded by one that has it. Styles may stand in attributes
 * (positions of menus, progress bars); in development React needs eval.
 */
export function contentSecurityPolicy({ nonce, development, https, formTargets }: PolicyInput): string {
  const directives = [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ''}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src 'self'${development ? ' ws: wss:' : ''}`,
    "object-src 'none'",
    "base-uri 'none'",
    `form-action ${["'self'", macScheme, ...formTargets].join(' ')}`,
    "frame-ancestors 'none'",
    "frame-src 'none'",
    "worker-src 'self' blob:",
    "manifest-src 'self'",
  ]
  if (https) directives.push('upgrade-insecure-requests')
  return directives.join('; ')
}
