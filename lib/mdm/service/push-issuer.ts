import type { X509Certificate } from 'node:crypto'

/**
 * Whether a certificate says that Apple issued it. Only a warning hangs on it: who else would, knows why.
 * Source: Apple, "Setting up push notifications for your device management customers"
 */
export function isIssuedByApple(certificate: X509Certificate): boolean {
  return certificate.issuer.split('\n').some((line) => line === 'O=Apple Inc.')
}

/**
 * Who issued a certificate, in one line.
 * Source: RFC 5280 section 4.1.2.4
 */
export function issuerName(certificate: X509Certificate): string {
  const lines = certificate.issuer.split('\n')
  return lines.find((line) => line.startsWith('CN='))?.slice(3) ?? lines.join(', ')
}
