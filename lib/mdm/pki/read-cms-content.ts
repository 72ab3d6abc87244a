import { IdentityError, MalformedDerError } from '../protocol/errors.ts'
import { findSignerCertificate } from './find-signer-certificate.ts'
import { readCertificate } from './read-certificate.ts'
import { readPublicKey } from './read-public-key.ts'
import { readSignedData } from './read-signed-data.ts'
import { readSigningTime } from './read-signing-time.ts'
import { verifySigner } from './verify-signer.ts'

/**
 * The content of a signed file and who signed it. Whether that signer is trusted is another question.
 * Source: RFC 5652 sections 5 and 11.3
 */
export type CmsContent = {
  content: Uint8Array
  signerCertificateDer: Uint8Array
  /** all that were enclosed, the signer's among them */
  certificates: Uint8Array[]
  /** when the signer says it was; null where it does not */
  signedAt: Date | null
}

/**
 * Takes the content out of an attached SignedData after checking that its one signature fits.
 *
 * throws   IdentityError signature_malformed, signature_invalid.
 * spec     RFC 5652 section 5
 */
export function readCmsContent(cms: Uint8Array): CmsContent {
  try {
    const signed = readSignedData(cms)
    const [signer, ...others] = signed.signers
    if (signer === undefined || others.length > 0) throw malformed('not exactly one signature')
    if (signed.content === null) throw malformed('the content is missing')
    const signerCertificateDer = findSignerCertificate(signed, signer)
    if (signerCertificateDer === null) throw malformed('the certificate is not enclosed')
    const key = readPublicKey(readCertificate(signerCertificateDer).publicKeySpkiDer)
    verifySigner(signer, key, signed.content, signed.contentTypeOid)
    return {
      content: signed.content,
      signerCertificateDer,
      certificates: signed.certificates,
      signedAt: readSigningTime(signer),
    }
  } catch (cause) {
    if (cause instanceof MalformedDerError) throw malformed('not a signed message', cause)
    throw cause
  }
}

function malformed(message: string, cause?: unknown): IdentityError {
  return new IdentityError('signature_malformed', message, { cause })
}
