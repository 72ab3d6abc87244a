import { type KeyObject, randomBytes, sign, X509Certificate } from 'node:crypto'
import { der } from './der.ts'
import { derReader } from './der-reader.ts'
import { oids } from './oids.ts'

export type CertificateRequestParts = {
  subject: Buffer
  issuer: Buffer
  publicKey: KeyObject
  signedBy: KeyObject
  notBefore: Date
  notAfter: Date
  extensions?: Buffer[]
}

const algorithm = der.sequence(der.oid(oids.sha256WithRsa), der.none())

/** A version 3 certificate with a random serial number, signed with RSA and SHA-256 (RFC 5280). */
export function makeCertificate(parts: CertificateRequestParts): X509Certificate {
  const serial = randomBytes(16)
  serial[0] = ((serial[0] ?? 0) & 0x7f) | 0x40
  const tbs = der.sequence(
    der.explicit(0, der.integer(2)),
    der.unsigned(serial),
    algorithm,
    parts.issuer,
    der.sequence(der.time(parts.notBefore), der.time(parts.notAfter)),
    parts.subject,
    parts.publicKey.export({ type: 'spki', format: 'der' }),
    ...(parts.extensions?.length ? [der.explicit(3, der.sequence(...parts.extensions))] : []),
  )
  const signature = sign('sha256', tbs, parts.signedBy)
  return new X509Certificate(der.sequence(tbs, algorithm, der.bits(signature)))
}

/** Issuer and serial number of a certificate as the DER that CMS names a certificate by. */
export function issuerAndSerial(certificate: X509Certificate): Buffer {
  const fields = derReader.children(derReader.child(derReader.read(certificate.raw), 0))
  const offset = fields[0]?.tag === 0xa0 ? 1 : 0
  const serial = fields[offset]
  const issuer = fields[offset + 2]
  if (!serial || !issuer) throw new TypeError('The certificate has no serial number or issuer')
  return der.sequence(issuer.whole, serial.whole)
}

/** The DER of a certificate's subject. */
export function subjectOf(certificate: X509Certificate): Buffer {
  const fields = derReader.children(derReader.child(derReader.read(certificate.raw), 0))
  const subject = fields[fields[0]?.tag === 0xa0 ? 5 : 4]
  if (!subject) throw new TypeError('The certificate has no subject')
  return subject.whole
}
