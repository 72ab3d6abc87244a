import { MalformedDerError } from '../protocol/errors.ts'
import { readChildren, readDer, readSequence, tag } from './der.ts'
import { readCertificate } from './read-certificate.ts'
import type { SignedData, SignerInfo } from './read-signed-data.ts'

/**
 * Finds in the bundle the certificate that a signature names.
 *
 * returns  its DER, or null when it is not there.
 * throws   MalformedDerError when a certificate cannot be read.
 * spec     RFC 5652 section 5.3 (sid)
 */
export function findSignerCertificate(signed: SignedData, signer: SignerInfo): Uint8Array | null {
  return signed.certificates.find((der) => isNamed(der, signer)) ?? null
}

function isNamed(der: Uint8Array, { identifier }: SignerInfo): boolean {
  if (identifier.kind === 'keyId') {
    const { subjectKeyId } = readCertificate(der)
    return subjectKeyId !== null && Buffer.compare(subjectKeyId, identifier.keyId) === 0
  }
  // Issuer and serial number are compared without reading the rest: this runs for every request of every Mac.
  const [tbs] = readSequence(readDer(der))
  if (tbs === undefined) throw new MalformedDerError('an empty certificate')
  const fields = readChildren(tbs)
  const offset = fields[0]?.tag === tag.explicit(0) ? 1 : 0
  const issuer = fields[offset + 2]?.raw
  const serial = fields[offset]?.raw
  if (issuer === undefined || serial === undefined) throw new MalformedDerError('an incomplete certificate')
  const [wantedIssuer, wantedSerial] = readSequence(readDer(identifier.raw))
  return (
    wantedIssuer !== undefined &&
    wantedSerial !== undefined &&
    Buffer.compare(issuer, wantedIssuer.raw) === 0 &&
    Buffer.compare(serial, wantedSerial.raw) === 0
  )
}
