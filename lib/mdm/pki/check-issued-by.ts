import { IdentityError, MalformedDerError } from '../protocol/errors.ts'
import { BoundedCache } from './bounded-cache.ts'
import { oid } from './oids.ts'
import { type Certificate, fingerprintSha256Hex, readCertificate } from './read-certificate.ts'
import { readPublicKey } from './read-public-key.ts'
import { isSignatureValid } from './signature-algorithm.ts'

/**
 * What a certificate of ours says.
 * Source: RFC 5280 section 4.1
 */
export type CertificateFacts = {
  subjectCommonName: string
  serialNumberHex: string
  notBefore: Date
  notAfter: Date
  sha256Hex: string
}

// Signatures do not change; the validity dates are compared anew every time.
const believed = new BoundedCache<CertificateFacts>(8192)

/**
 * Checks that an identity certificate was issued by our device authority and is valid now.
 *
 * throws   IdentityError certificate_malformed, certificate_untrusted, certificate_expired.
 * spec     RFC 5280 section 6.1 with a path of one; section 4.2.1.12 (clientAuth)
 */
export function verifyIssuedBy(
  certificateDer: Uint8Array,
  caCertificateDer: Uint8Array,
  now: Date,
): CertificateFacts {
  const sha256Hex = fingerprintSha256Hex(certificateDer)
  const cacheKey = `${fingerprintSha256Hex(caCertificateDer)} ${sha256Hex}`
  const facts = believed.get(cacheKey) ?? readFacts(certificateDer, caCertificateDer, sha256Hex)
  believed.set(cacheKey, facts)
  if (now < facts.notBefore || now > facts.notAfter) {
    throw new IdentityError('certificate_expired', 'the certificate is not valid at this time')
  }
  return facts
}

function readFacts(
  certificateDer: Uint8Array,
  caCertificateDer: Uint8Array,
  sha256Hex: string,
): CertificateFacts {
  const certificate = readOrRefuse(certificateDer)
  if (!isSignedBy(certificate, readOrRefuse(caCertificateDer))) throw untrusted('another authority issued it')
  if (certificate.isAuthority) throw untrusted('an authority is no identity')
  if (!certificate.extendedKeyUsages.includes(oid.clientAuth)) throw untrusted('it is for another use')
  if (certificate.subjectCommonName === null) throw untrusted('it names nobody')
  const { subjectCommonName, serialNumberHex, notBefore, notAfter } = certificate
  return { subjectCommonName, serialNumberHex, notBefore, notAfter, sha256Hex }
}

/**
 * Checks name and signature alone, at no particular time.
 * Source: RFC 5280 section 6.1.3 (a)(1) and (4)
 */
export function isSignedBy(certificate: Certificate, authority: Certificate): boolean {
  if (Buffer.compare(certificate.issuerDer, authority.subjectDer) !== 0) return false
  const key = readPublicKey(authority.publicKeySpkiDer)
  return isSignatureValid(certificate.signatureOid, null, key, certificate.tbsDer, certificate.signature)
}

function readOrRefuse(der: Uint8Array): Certificate {
  try {
    return readCertificate(der)
  } catch (cause) {
    if (!(cause instanceof MalformedDerError)) throw cause
    throw new IdentityError('certificate_malformed', 'a certificate that cannot be read', { cause })
  }
}

function untrusted(message: string): IdentityError {
  return new IdentityError('certificate_untrusted', message)
}
