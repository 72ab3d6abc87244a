import type { KeyObject } from 'node:crypto'
import { IdentityError, MalformedDerError } from '../protocol/errors.ts'
import { BoundedCache } from './bounded-cache.ts'
import { authorityFacts, type CertificateAuthority } from './certificate-authority.ts'
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
  publicKey: KeyObject
}

/**
 * A certificate to trust, of which no key is needed.
 * Source: RFC 5280 section 6.1.1 (d)
 */
export type TrustAnchor = Pick<CertificateAuthority, 'certificateDer'>

// Signatures do not change, and another list of authorities starts anew; the dates are compared every time.
const believed = new WeakMap<readonly TrustAnchor[], BoundedCache<CertificateFacts>>()

/**
 * Checks that an identity certificate was issued by one of our device authorities and is valid now.
 *
 * authorities  the same list object for as long as it is true: what was found is remembered with it
 * throws   IdentityError certificate_malformed, certificate_untrusted, certificate_expired.
 * spec     RFC 5280 section 6.1 with a path of one; section 4.2.1.12 (clientAuth)
 */
export function verifyIssuedBy(
  certificateDer: Uint8Array,
  authorities: readonly TrustAnchor[],
  now: Date,
  sha256Hex: string = fingerprintSha256Hex(certificateDer),
): CertificateFacts {
  const known = believed.get(authorities) ?? new BoundedCache<CertificateFacts>(32_768)
  let facts = known.get(sha256Hex)
  if (facts === undefined) {
    facts = readFacts(certificateDer, authorities, sha256Hex)
    known.set(sha256Hex, facts)
    believed.set(authorities, known)
  }
  if (now < facts.notBefore || now > facts.notAfter) {
    throw new IdentityError('certificate_expired', 'the certificate is not valid at this time')
  }
  return facts
}

function readFacts(
  certificateDer: Uint8Array,
  authorities: readonly TrustAnchor[],
  sha256Hex: string,
): CertificateFacts {
  const certificate = readOrRefuse(certificateDer)
  if (!authorities.some((authority) => isSignedBy(certificate, authorityFacts(authority)))) {
    throw untrusted('another authority issued it')
  }
  if (certificate.isAuthority) throw untrusted('an authority is no identity')
  if (!certificate.extendedKeyUsages.includes(oid.clientAuth)) throw untrusted('it is for another use')
  if (certificate.subjectCommonName === null) throw untrusted('it names nobody')
  const { subjectCommonName, serialNumberHex, notBefore, notAfter } = certificate
  const publicKey = readKeyOrRefuse(certificate)
  return { subjectCommonName, serialNumberHex, notBefore, notAfter, sha256Hex, publicKey }
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
  return orRefuse(() => readCertificate(der))
}

function readKeyOrRefuse(certificate: Certificate): KeyObject {
  return orRefuse(() => readPublicKey(certificate.publicKeySpkiDer))
}

function orRefuse<T>(read: () => T): T {
  try {
    return read()
  } catch (cause) {
    if (!(cause instanceof MalformedDerError)) throw cause
    throw new IdentityError('certificate_malformed', 'a certificate that cannot be read', { cause })
  }
}

function untrusted(message: string): IdentityError {
  return new IdentityError('certificate_untrusted', message)
}
