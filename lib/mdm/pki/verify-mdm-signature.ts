import type { KeyObject } from 'node:crypto'
import { IdentityError, MalformedDerError } from '../protocol/errors.ts'
import { findSignerCertificate } from './find-signer-certificate.ts'
import { fingerprintSha256Hex } from './read-certificate.ts'
import { readSignedData, type SignerInfo } from './read-signed-data.ts'
import { verifySigner } from './verify-signer.ts'

/**
 * What a Mdm-Signature header says, nothing verified.
 * Source: RFC 5652 section 5.1
 */
export type MdmSignature = {
  certificateDer: Uint8Array
  certificateSha256Hex: string
  signer: SignerInfo
  contentTypeOid: string
}

const maxHeaderLength = 32 * 1024
const equalsSign = 0x3d

/**
 * Reads a Mdm-Signature header: a detached CMS signature with the certificate that made it.
 *
 * throws   IdentityError signature_missing, signature_malformed.
 * spec     Apple, mdm/profiles/com.apple.mdm.yaml (SignMessage); RFC 5652 section 5
 */
export function readMdmSignature(header: string): MdmSignature {
  const cms = decodeHeader(header)
  return orMalformed(() => {
    const signed = readSignedData(cms)
    const [signer] = signed.signers
    if (signer === undefined || signed.signers.length > 1) throw malformed('not exactly one signature')
    if (signed.content !== null) throw malformed('the signature is not detached')
    const certificateDer = findSignerCertificate(signed, signer)
    if (certificateDer === null) throw malformed('the certificate is not enclosed')
    const { contentTypeOid } = signed
    return {
      certificateDer,
      certificateSha256Hex: fingerprintSha256Hex(certificateDer),
      signer,
      contentTypeOid,
    }
  })
}

/**
 * Checks the signature over exactly the bytes of the request body.
 *
 * publicKey   of the certificate, once that is believed: a stranger's key is not worth a calculation
 * throws      IdentityError signature_malformed, signature_invalid.
 * spec        RFC 5652 section 5.6
 */
export function verifyMdmSignature(signature: MdmSignature, publicKey: KeyObject, body: Uint8Array): void {
  orMalformed(() => verifySigner(signature.signer, publicKey, body, signature.contentTypeOid))
}

function decodeHeader(header: string): Uint8Array {
  const text = header.trim()
  if (text === '') throw new IdentityError('signature_missing', 'the request is not signed')
  if (text.length > maxHeaderLength) throw malformed('a signature longer than any we know')
  const bytes = Buffer.from(text, 'base64')
  // The decoder passes over what is no base64; then there are fewer bytes than the characters promise.
  if (bytes.length !== Math.floor((unpaddedLength(text) * 3) / 4)) throw malformed('not base64')
  return bytes
}

function unpaddedLength(text: string): number {
  let length = text.length
  if (text.charCodeAt(length - 1) === equalsSign) length -= 1
  if (text.charCodeAt(length - 1) === equalsSign) length -= 1
  return length
}

function orMalformed<T>(read: () => T): T {
  try {
    return read()
  } catch (cause) {
    if (cause instanceof MalformedDerError) throw malformed('not a CMS signature', cause)
    throw cause
  }
}

function malformed(message: string, cause?: unknown): IdentityError {
  return new IdentityError('signature_malformed', message, { cause })
}
