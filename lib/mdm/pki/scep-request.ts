import { IdentityError, MalformedDerError, ScepError, type ScepFailInfo } from '../protocol/errors.ts'
import { authorityFacts, type CertificateAuthority } from './certificate-authority.ts'
import { isSignedBy } from './check-issued-by.ts'
import { type ContentCipher, usualCipher } from './content-ciphers.ts'
import { type DerNode, expectTag, tag } from './der.ts'
import { readText } from './der-values.ts'
import { findSignerCertificate } from './find-signer-certificate.ts'
import { oid } from './oids.ts'
import { type Certificate, readCertificate } from './read-certificate.ts'
import { type CertificateRequest, readCsr } from './read-csr.ts'
import { readEnvelopedData } from './read-enveloped-data.ts'
import { readKeyStrength } from './read-key-strength.ts'
import { readPublicKey } from './read-public-key.ts'
import { readSignedData, type SignerInfo } from './read-signed-data.ts'
import { readSigningTime } from './read-signing-time.ts'
import { verifySigner } from './verify-signer.ts'
import type { Recipient } from './write-enveloped-data.ts'

/**
 * The two kinds of request that can lead to a certificate.
 * Source: RFC 8894 section 3.2.1.2
 */
export const scepMessageType = { certRep: 3, renewalReq: 17, pkcsReq: 19 } as const

/**
 * A SCEP message whose signature fits. Without `csr` nothing may be issued and `refusal` says why: answer it with
 * a signed failure. With `csr`, a PKCSReq still has to bring a good challenge, and a RenewalReq a signer
 * certificate that is of ours, good now, and the enrollment's own.
 *
 * authority  the one that was asked, and that signs the answer: the sender may know no other
 * signer     who signed, and whom the answer is encrypted to, with the cipher that was used in the request
 * signedAt   when it signed, by its own clock; null where it does not say
 * Source: RFC 8894 section 3.2
 */
export type ScepRequest<Authority extends CertificateAuthority = CertificateAuthority> = {
  messageType: number
  transactionId: string
  senderNonce: Uint8Array
  signerCertificateDer: Uint8Array
  signer: Recipient
  signedAt: Date | null
  authority: Authority
  cipher: ContentCipher
  csr?: CertificateRequest
  refusal?: { failInfo: ScepFailInfo; reason: string }
}

type Transaction = Pick<ScepRequest, 'messageType' | 'transactionId' | 'senderNonce'>
type Message = Transaction & {
  signerCertificateDer: Uint8Array
  certificate: Certificate
  signer: Recipient
  signedAt: Date | null
  content: Uint8Array | null
}

/**
 * Reads a pkiMessage. All but PKCSReq and RenewalReq end as a refusal.
 *
 * authorities  those that are trusted, the one that issues first
 * throws   ScepError when there is not even a transaction to answer.
 * spec     RFC 8894 sections 3.2 and 3.3
 */
export function readScepRequest<Authority extends CertificateAuthority>(
  der: Uint8Array,
  authorities: readonly [Authority, ...Authority[]],
): ScepRequest<Authority> {
  const { content, certificate, ...message } = readMessage(der)
  const answerable = { ...message, authority: authorities[0], cipher: usualCipher }
  try {
    requireGrantable(message.messageType, certificate, authorities)
    if (content === null) throw new ScepError('badRequest', 'the message is empty')
    const { content: csr, authority, cipher } = readEnvelopedData(content, authorities)
    Object.assign(answerable, { authority, cipher })
    const signer = { publicKeySpkiDer: certificate.publicKeySpkiDer, key: message.signer.key }
    return { ...answerable, csr: readStrangersCsr(csr, signer, authorities) }
  } catch (error) {
    if (!(error instanceof ScepError)) throw error
    return { ...answerable, refusal: { failInfo: error.failInfo, reason: error.message } }
  }
}

function requireGrantable(
  messageType: number,
  certificate: Certificate,
  authorities: readonly CertificateAuthority[],
): void {
  if (messageType !== scepMessageType.pkcsReq && messageType !== scepMessageType.renewalReq) {
    throw new ScepError('badRequest', 'only PKCSReq and RenewalReq are served')
  }
  if (readKeyStrength(certificate.publicKeySpkiDer)?.keyType !== 'rsa') {
    throw new ScepError('badAlg', 'the reply can only be encrypted to RSA of at least 2048 bits')
  }
  if (messageType !== scepMessageType.renewalReq) return
  if (!authorities.some((authority) => isSignedBy(certificate, authorityFacts(authority)))) {
    throw new ScepError('badMessageCheck', 'a renewal that no certificate of ours signed')
  }
}

/** Our own key in somebody's request would be certified as a Mac's. */
function readStrangersCsr(
  der: Uint8Array,
  signer: Parameters<typeof readCsr>[1],
  authorities: readonly CertificateAuthority[],
): CertificateRequest {
  const csr = readCsr(der, signer)
  const isOurs = (authority: CertificateAuthority) =>
    Buffer.compare(authorityFacts(authority).publicKeySpkiDer, csr.publicKeySpkiDer) === 0
  if (authorities.some(isOurs)) throw new ScepError('badRequest', 'the key of an authority')
  return csr
}

function readMessage(der: Uint8Array): Message {
  try {
    const signed = readSignedData(der)
    const [signerInfo, ...others] = signed.signers
    if (signerInfo === undefined || others.length > 0) throw unanswerable('not exactly one signature')
    const signerCertificateDer = findSignerCertificate(signed, signerInfo)
    if (signerCertificateDer === null) throw unanswerable('the certificate is not enclosed')
    const certificate = readCertificate(signerCertificateDer)
    const key = readPublicKey(certificate.publicKeySpkiDer)
    verifySigner(signerInfo, key, signed.content ?? new Uint8Array(), signed.contentTypeOid)
    if (signerInfo.signedAttributesDer === null) throw unanswerable('no signed attributes')
    const { issuerDer, serialNumberDer } = certificate
    return {
      ...readTransaction(signerInfo),
      signerCertificateDer,
      certificate,
      signer: { issuerDer, serialNumberDer, key },
      signedAt: readSigningTime(signerInfo),
      content: signed.content,
    }
  } catch (cause) {
    if (!(cause instanceof MalformedDerError || cause instanceof IdentityError)) throw cause
    throw unanswerable('not a SCEP message', cause)
  }
}

function readTransaction(signer: SignerInfo): Transaction {
  const messageType = readText(readAttribute(signer, oid.scepMessageType))
  const transactionId = readText(readAttribute(signer, oid.scepTransactionId))
  const senderNonce = expectTag(readAttribute(signer, oid.scepSenderNonce), tag.octetString).content
  if (!/^\d{1,3}$/.test(messageType)) throw unanswerable('an impossible message type')
  if (!/^[\x20-\x7e]{1,255}$/.test(transactionId)) throw unanswerable('an impossible transaction')
  if (senderNonce.length < 8 || senderNonce.length > 64) throw unanswerable('an impossible nonce')
  return { messageType: Number(messageType), transactionId, senderNonce }
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
