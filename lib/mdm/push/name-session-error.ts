const clientRefused = /ALERT.*(CERTIFICATE|UNKNOWN_CA|ACCESS_DENIED)/
const serverUntrusted = /^(UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|CERT_|ERR_TLS_CERT_)/

/**
 * Names why a connection failed. A certificate that either side refuses is the operator's affair and gets a name of
 * the push service's kind; all else keeps its own words.
 * Source: RFC 8446 section 6.2 (alerts); Apple, "Handling notification responses from APNs"
 */
export function nameSessionError(error: Error): string {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  if (clientRefused.test(code)) return 'ClientCertificateRefused'
  if (serverUntrusted.test(code)) return 'ServerCertificateUntrusted'
  const cause = error.cause instanceof Error ? error.cause : null
  return cause ? nameSessionError(cause) : error.message
}
