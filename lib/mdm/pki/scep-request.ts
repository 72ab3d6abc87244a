import { IdentityError, MalformedDerError, ScepError, type ScepFailInfo } from '../protocol/errors.ts'
import type { CertificateAuthority } from './certificate-authority.ts'
import { isSignedBy } from './check-issued-by.ts'
import { type DerNode, expectTag, tag } from './der.ts'
import { readText } from './der-values.ts'
import { findSignerCertificate } from './find-signer-certificate.ts'
import { oid } from './oids.ts'
import { readCertificate } from './read-certificate.ts'
import { type CertificateRequest, readCsr } from './read-csr.ts'
import { readEnvelopedData } from './read-enveloped-data.ts'
import { readPublicKey } from './read-public-key.ts'
import { readSignedData, type SignerInfo } from './read-signed-data.ts'
import { verifySigner } from './verify-signer.ts'

/**
 * The two kinds of request that can lead to a certificate.
 * Source: RFC 8894 section 3.2.1.2
 */
export const scepMessageType = { certRep: 3, renewalReq: 17, pkcsReq: 19 } as const

/**
 * A SCEP message whose signature fits. Without `csr` nothing may be issued and `refusal` says why: answer it with
 * a signed failure. With `csr`, a PKCSReq still has to bring a good challenge, and a RenewalReq a signer
 * certificate that verifyIssuedBy accepts now and that is the enrollment's own.
 * Source: RFC 8894 section 3.2
 */
export type ScepRequest = {
  messageType: number
  transactionId: string
  senderNonce: Uint8Array
  signerCertificateDer: Uint8Array
  csr?: CertificateRequest
  refusal?: { failInfo: ScepFailInfo; reason: string }
}

type Envelope = Omit<ScepRequest, 'csr' | 'refusal'>

/**
 * Reads a pkiMessage. All but PKCSReq and RenewalReq end as a refusal.
 *
 * throws   ScepError when there is not even a transaction to answer.
 * spec     RFC 8894 sections 3.2 and 3.3
 */
export function readScepRequest(der: Uint8Array, ca: CertificateAuthority): ScepRequest {
  const { envelope, content } = readMessage(der)
  try {
    return { ...envelope, csr: readGrantable(envelope, content, ca) }
  } catch (error) {
    if (!(error instanceof ScepError)) throw error
    return { ...envelope, refusal: { failInfo: error.failInfo, reason: error.message } }
  }
}

function readGrantable(
  { messageType, signerCertificateDer }: Envelope,
  content: Uint8Array | null,
  ca: CertificateAuthority,
): CertificateRequest {
  if (messageType !== scepMessageType.pkcsReq && messageType !== scepMessageType.renewalReq) {
    throw new ScepError('badRequest', 'only PKCSReq and RenewalReq are served')
  }
  if (content === null) throw new ScepError('badRequest', 'the message is empty')
  const signer = readCertificate(signerCertificateDer)
  const key = readPublicKey(signer.publicKeySpkiDer)
  if (key.asymmetricKeyType !== 'rsa' || (key.asymmetricKeyDetails?.modulusLength ?? 0) < 2048) {
    throw new ScepError('badAlg', 'the reply can only be encrypted to RSA of at least 2048 bits')
  }
  if (messageType === scepMessageType.renewalReq && !isSignedBy(signer, readCertificate(ca.certificateDer))) {
    throw new ScepError('badMessageCheck', 'a renewal that no certificate of ours signed')
  }
  return readCsr(readEnvelopedData(content, ca))
}

function readMessage(der: Uint8Array): { envelope: Envelope; content: Uint8Array | null } {
  try {
    const signed = readSignedData(der)
    const [signer, ...others] = signed.signers
    if (signer === undefined || others.length > 0) throw unanswerable('not exactly one signature')
    const signerCertificateDer = findSignerCertificate(signed, signer)
    if (signerCertificateDer === null) throw unanswerable('the certificate is not enclosed')
    const key = readPublicKey(readCertificate(signerCertificateDer).publicKeySpkiDer)
    verifySigner(signer, key, signed.content ?? new Uint8Array(), signed.contentTypeOid)
    if (signer.signedAttributesDer === null) throw unanswerable('no signed attributes')
    return {
      envelope: { ...readTransaction(signer), signerCertificateDer: Uint8Array.from(signerCertificateDer) },
      content: signed.content,
    }
  } catch (cause) {
    if (!(cause instanceof MalformedDerError || cause instanceof IdentityError)) throw cause
    throw unanswerable('not a SCEP message', cause)
  }
}

function readTransaction(signer: SignerInfo): Omit<Envelope, 'signerCertificateDer'> {
  const messageType = readText(readAttribute(signer, oid.scepMessageType))
  const transactionId = readText(readAttribute(signer, oid.scepTransactionId))
  const senderNonce = expectTag(readAttribute(signer, oid.scepSenderNonce), tag.octetString).content
  if (!/^\d{1,3}$/.test(messageType)) throw unanswerable('an impossible message type')
  if (!/^[\x20-\x7e]{1,255}$/.test(transactionId)) throw unanswerable('an impossible transaction')
  if (senderNonce.length < 8 || senderNonce.length > 64) throw unanswerable('an impossible nonce')
  return { messageType: Number(messageType), transactionId, senderNonce: Uint8Array.from(senderNonce) }
}

function readAttribute(signer: SignerInfo, type: string): DerNode {
  const values = signer.signedAttributes.get(type)
  const [value] = values ?? []
  if (value === undefined || values?.length !== 1) throw unanswerable('a SCEP attribute is missing')
  return value
}

function unanswerable(message: string, cause?: unknown): ScepError {
  return new ScepError('badMessageCheck', message, { cause })
}
