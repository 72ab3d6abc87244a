import { MdmError } from '../protocol/errors.ts'
import { authorityFacts, authorityKey, type CertificateAuthority } from './certificate-authority.ts'
import { tag } from './der.ts'
import { oid } from './oids.ts'
import { certificateToPem } from './pem.ts'
import { fingerprintSha256Hex } from './read-certificate.ts'
import { type KeyStrength, readKeyStrength } from './read-key-strength.ts'
import { startOfValidity } from './start-of-validity.ts'
import {
  keyIdentifier,
  writeCertificate,
  writeExtension,
  writeKeyUsage,
  writeName,
  writeSubjectKeyId,
} from './write-certificate.ts'
import { writeDer, writeOid, writeSequence } from './write-der.ts'

/**
 * What to issue. Nothing of a request but the public key gets in: the subject is ours.
 * Source: RFC 5280 section 4.1
 */
export type IdentityRequest = {
  ca: CertificateAuthority
  publicKeySpkiDer: Uint8Array
  commonName: string
  /** 8 to 20 random octets; its first two bits are set to 01, so keep the number that comes back */
  serialNumber: Uint8Array
  now: Date
  validForDays: number
}

/**
 * A certificate that we issued.
 * Source: RFC 5280 section 4.1
 */
export type IssuedCertificate = {
  certificateDer: Uint8Array
  certificatePem: string
  sha256Hex: string
  serialNumberHex: string
  notBefore: Date
  notAfter: Date
}

const digitalSignature = 0x80
const keyEncipherment = 0x20

/**
 * Issues an identity for a Mac: client authentication only, ten minutes back-dated for slow clocks, never longer
 * valid than its authority.
 *
 * throws   MdmError weak_key, invalid_certificate_request.
 * spec     RFC 5280 section 4.2.1; mdm/profiles/com.apple.security.scep.yaml
 */
export function issueIdentityCertificate(request: IdentityRequest): IssuedCertificate {
  const { ca, publicKeySpkiDer, commonName, now } = request
  const { length } = request.serialNumber
  if (length < 8 || length > 20) throw invalid('a serial number of 8 to 20 octets is needed')
  if (commonName === '' || commonName.length > 128 || /\p{Cc}/u.test(commonName))
    throw invalid('no common name')
  if (!(request.validForDays > 0)) throw invalid('a validity in days is needed')
  refuseWeakKey(publicKeySpkiDer)
  const authority = authorityFacts(ca)
  const serialNumber = Uint8Array.from(request.serialNumber)
  serialNumber[0] = ((serialNumber[0] ?? 0) & 0x3f) | 0x40
  const notBefore = startOfValidity(now)
  const wanted = wholeSeconds(now.getTime() + request.validForDays * 86_400_000)
  const notAfter = new Date(Math.min(wanted.getTime(), authority.notAfter.getTime()))
  const issuerKeyId = authority.subjectKeyId ?? keyIdentifier(authority.publicKeySpkiDer)
  const certificateDer = writeCertificate(
    {
      serialNumber,
      issuerDer: authority.subjectDer,
      subjectDer: writeName([[oid.commonName, commonName]]),
      notBefore,
      notAfter,
      publicKeySpkiDer,
      extensions: [
        writeExtension(oid.basicConstraints, true, writeSequence()),
        writeKeyUsage(digitalSignature | keyEncipherment),
        writeExtension(oid.extendedKeyUsage, false, writeSequence(writeOid(oid.clientAuth))),
        writeSubjectKeyId(publicKeySpkiDer),
        writeExtension(
          oid.authorityKeyIdentifier,
          false,
          writeSequence(writeDer(tag.implicit(0), issuerKeyId)),
        ),
      ],
    },
    authorityKey(ca),
  )
  return {
    certificateDer,
    certificatePem: certificateToPem(certificateDer),
    sha256Hex: fingerprintSha256Hex(certificateDer),
    serialNumberHex: Buffer.from(serialNumber).toString('hex'),
    notBefore,
    notAfter,
  }
}

function refuseWeakKey(publicKeySpkiDer: Uint8Array): void {
  if (readStrength(publicKeySpkiDer) !== null) return
  throw new MdmError('weak_key', 'RSA of 2048 to 8192 bits, P-256 or P-384 is needed')
}

function readStrength(publicKeySpkiDer: Uint8Array): KeyStrength | null {
  try {
    return readKeyStrength(publicKeySpkiDer)
  } catch (cause) {
    throw new MdmError('invalid_certificate_request', 'a public key that cannot be read', { cause })
  }
}

function wholeSeconds(milliseconds: number): Date {
  return new Date(Math.floor(milliseconds / 1000) * 1000)
}

function invalid(message: string): MdmError {
  return new MdmError('invalid_certificate_request', message)
}
