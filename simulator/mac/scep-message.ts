import { randomBytes, type X509Certificate } from 'node:crypto'
import { der } from '../pki/der.ts'
import { encryptTo } from '../pki/enveloped-data.ts'
import { oids } from '../pki/oids.ts'
import { openSignedData } from '../pki/open-signed-data.ts'
import { type Signer, signData } from '../pki/sign-data.ts'
import { MacError } from './mac-error.ts'

export type ScepRequest = { message: Buffer; transactionId: string; senderNonce: Buffer }

/** A pkiMessage: content enveloped to the authority, signed by the requester (RFC 8894 section 3). */
export function makeScepRequest(
  content: Buffer,
  recipient: X509Certificate,
  signer: Signer,
  messageType: number,
  signingTime = new Date(),
): ScepRequest {
  const transactionId = randomBytes(16).toString('hex').toUpperCase()
  const senderNonce = randomBytes(16)
  const message = signData(encryptTo(recipient, content), signer, {
    signingTime,
    attributes: [
      [oids.scepMessageType, der.printable(String(messageType))],
      [oids.scepTransactionId, der.printable(transactionId)],
      [oids.scepSenderNonce, der.octets(senderNonce)],
    ],
  })
  return { message, transactionId, senderNonce }
}

export type ScepReply =
  | { status: 'success'; envelope: Buffer }
  | { status: 'pending' }
  | { status: 'failure'; reason: string }

const failures = ['badAlg', 'badMessageCheck', 'badRequest', 'badTime', 'badCertId']

/** Reads a CertRep and checks that it answers our request and comes from the authority. */
export function readScepReply(body: Buffer, request: ScepRequest, authority: X509Certificate[]): ScepReply {
  const opened = openSignedData(body)
  const text = (oid: string) => opened.attributes.get(oid)?.content.toString('latin1') ?? ''
  const isKnown = authority.some((certificate) => opened.signer && certificate.raw.equals(opened.signer.raw))
  if (!isKnown) throw new MacError('scep-failed', 'The SCEP answer is not signed by the authority')
  if (text(oids.scepMessageType) !== '3')
    throw new MacError('scep-failed', 'The SCEP answer is not a CertRep')
  if (text(oids.scepTransactionId) !== request.transactionId) {
    throw new MacError('scep-failed', 'The SCEP answer belongs to another transaction')
  }
  if (!opened.attributes.get(oids.scepRecipientNonce)?.content.equals(request.senderNonce)) {
    throw new MacError('scep-failed', 'The SCEP answer does not repeat our nonce')
  }
  const status = text(oids.scepPkiStatus)
  if (status === '0') return { status: 'success', envelope: opened.content }
  if (status === '3') return { status: 'pending' }
  const reason = failures[Number(text(oids.scepFailInfo))] ?? 'no reason given'
  return { status: 'failure', reason }
}
