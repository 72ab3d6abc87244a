import type { KeyObject } from 'node:crypto'
import { IdentityError, MalformedDerError } from '../protocol/errors.ts'
import { BoundedCache } from './bounded-cache.ts'
import { findSignerCertificate } from './find-signer-certificate.ts'
import { fingerprintSha256Hex, readCertificate } from './read-certificate.ts'
import { readPublicKey } from './read-public-key.ts'
import { readSignedData } from './read-signed-data.ts'
import { verifySigner } from './verify-signer.ts'

/**
 * Which certificate signed a request. Whether we issued it is for verifyIssuedBy to say.
 * Source: Apple, "Managing certificates for device management servers and devices" (Mdm-Signature)
 */
export type MdmSigner = { certificateDer: Uint8Array; certificateSha256Hex: string }

// Only keys whose signature was good are remembered, so a stranger pays for every place that he takes.
const knownKeys = new BoundedCache<KeyObject>(8192)
const maxHeaderLength = 32 * 1024

/**
 * Checks the Mdm-Signature header: a detached CMS signature over exactly the bytes of the request body.
 *
 * throws   IdentityError signature_missing, signature_malformed, signature_invalid.
 * spec     Apple, mdm/profiles/com.apple.mdm.yaml (SignMessage); RFC 5652 section 5
 */
export function verifyMdmSignature(header: string, body: Uint8Array): MdmSigner {
  const cms = decodeHeader(header)
  try {
    const signed = readSignedData(cms)
    const [signer, ...others] = signed.signers
    if (signer === undefined || others.length > 0) throw malformed('not exactly one signature')
    if (signed.content !== null) throw malformed('the signature is not detached')
    const certificateDer = findSignerCertificate(signed, signer)
    if (certificateDer === null) throw malformed('the certificate is not enclosed')
    const certificateSha256Hex = fingerprintSha256Hex(certificateDer)
    const known = knownKeys.get(certificateSha256Hex)
    const key = known ?? readPublicKey(readCertificate(certificateDer).publicKeySpkiDer)
    verifySigner(signer, key, body, signed.contentTypeOid)
    if (known === undefined) knownKeys.set(certificateSha256Hex, key)
    return { certificateDer: Uint8Array.from(certificateDer), certificateSha256Hex }
  } catch (cause) {
    if (cause instanceof MalformedDerError) throw malformed('not a CMS signature', cause)
    throw cause
  }
}

function decodeHeader(header: string): Uint8Array {
  const text = header.trim()
  if (text === '') throw new IdentityError('signature_missing', 'the request is not signed')
  if (text.length > maxHeaderLength) throw malformed('a signature longer than any we know')
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(text)) throw malformed('not base64')
  return Buffer.from(text, 'base64')
}

function malformed(message: string, cause?: unknown): IdentityError {
  return new IdentityError('signature_malformed', message, { cause })
}
