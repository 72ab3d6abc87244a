import type { X509Certificate } from 'node:crypto'
import type { SigningCertificate } from './package-facts.ts'

/** Apple Root CA, valid to 2035, as published at www.apple.com/certificateauthority. */
const appleRootSha256Hex = 'b0b1730ecbc7ff4505142c49f1295e6eda6bcaed7e2c68c5be91b5a11001f024'

export function describeCertificate(certificate: X509Certificate): SigningCertificate {
  return {
    subject: commonName(certificate.subject),
    issuer: commonName(certificate.issuer),
    notBefore: certificate.validFromDate,
    notAfter: certificate.validToDate,
    sha256Hex: sha256Hex(certificate),
  }
}

/** The chain's links are verified already, so its last certificate decides. */
export function isAnchoredAtApple(chain: readonly X509Certificate[]): boolean {
  const root = chain.at(-1)
  return root !== undefined && sha256Hex(root) === appleRootSha256Hex
}

/** "Developer ID Installer: NAME (TEAMID)", issued by Apple's Developer ID authority. */
export function readDeveloperId({ subject, issuer }: X509Certificate): { teamId: string } | null {
  const match = /^Developer ID Installer: .+ \(([A-Z0-9]{10})\)$/.exec(commonName(subject))
  const issuedByApple =
    commonName(issuer) === 'Developer ID Certification Authority' &&
    issuer.split('\n').includes('O=Apple Inc.')
  return match?.[1] && issuedByApple ? { teamId: match[1] } : null
}

export function validityOf(
  chain: readonly X509Certificate[],
  now: Date,
): 'valid' | 'expired' | 'not_yet_valid' {
  if (chain.some(({ validToDate }) => validToDate < now)) return 'expired'
  if (chain.some(({ validFromDate }) => validFromDate > now)) return 'not_yet_valid'
  return 'valid'
}

function sha256Hex({ fingerprint256 }: X509Certificate): string {
  return fingerprint256.replaceAll(':', '').toLowerCase()
}

// node:crypto writes a name as one "KEY=value" per line, line ends inside a value escaped.
function commonName(name: string): string {
  const line = name.split('\n').findLast((part) => part.startsWith('CN='))
  return line === undefined ? name.replaceAll('\n', ', ') : line.slice('CN='.length)
}
