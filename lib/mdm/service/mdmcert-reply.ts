import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto'
import { anyContentCipherOf } from '../pki/content-ciphers.ts'
import { oid } from '../pki/oids.ts'
import { certificateToPem, pemToCertificate } from '../pki/pem.ts'
import { readEnvelopedData } from '../pki/read-enveloped-data.ts'
import { writeCertificate, writeKeyUsage, writeName, writeSubjectKeyId } from '../pki/write-certificate.ts'
import { decodePlist } from '../protocol/decode-plist.ts'
import { MdmError } from '../protocol/errors.ts'
import { isPlistDict } from '../protocol/plist.ts'
import type { PushCertificateRequestRow } from '../store/push-certificate-requests.ts'
import { retrieveOpenPushRequest, storeSignedPushRequest } from '../store/push-certificate-requests.ts'
import type { Sql } from '../store/sql.ts'
import type { MdmContext } from './mdm-context.ts'
import { PushCertificateError } from './refusals.ts'

const keyEncipherment = 0x20
const weekMs = 7 * 24 * 3_600_000
const keys = ['PushCertRequestCSR', 'PushCertCertificateChain', 'PushCertSignature']

/**
 * Writes the certificate to which mdmcert.download encrypts its reply: good for a year, made for one request.
 * Source: micromdm, cmd/mdmctl/mdmcert.download.go (source of the service's interface); RFC 5280 section 4.1
 */
export function writeReplyCertificate(replyKey: KeyObject, serialNumber: Uint8Array, now: Date): string {
  const publicKey = createPublicKey(replyKey).export({ format: 'der', type: 'spki' })
  const publicKeySpkiDer = new Uint8Array(publicKey)
  const name = writeName([[oid.commonName, 'mdmcert.download reply']])
  const serial = Uint8Array.from(serialNumber)
  serial[0] = ((serial[0] ?? 0) & 0x3f) | 0x40
  const content = {
    ...{ serialNumber: serial, issuerDer: name, subjectDer: name, publicKeySpkiDer },
    notBefore: new Date(now.getTime() - 600_000),
    notAfter: new Date(now.getTime() + 52 * weekMs),
    extensions: [writeKeyUsage(keyEncipherment), writeSubjectKeyId(publicKeySpkiDer)],
  }
  return certificateToPem(writeCertificate(content, replyKey))
}

/**
 * Opens the file that mdmcert.download mailed (hexadecimal CMS) and keeps what is in it for Apple.
 *
 * throws   PushCertificateError push_request_missing, push_reply_unreadable (also for another request's reply).
 * spec     micromdm, cmd/mdmctl/mdmcert.download.go (source of the service's interface); RFC 5652 section 6
 */
export async function takeMdmcertReply(context: MdmContext, sql: Sql, file: Uint8Array): Promise<string> {
  const open = await retrieveOpenPushRequest(sql)
  if (!open?.sealedReplyKey || !open.replyCertificatePem) {
    throw new PushCertificateError('push_request_missing', 'no request waits for a reply')
  }
  const signed = openReply(context, open, fromHex(file))
  if (!isSignedRequest(signed)) throw unreadable('no push certificate request in the envelope')
  if (!(await storeSignedPushRequest(sql, open.id, signed))) {
    throw new PushCertificateError('push_request_missing', 'the request was closed meanwhile')
  }
  return open.id
}

function openReply(
  context: MdmContext,
  { sealedReplyKey, replyCertificatePem }: PushCertificateRequestRow,
  envelope: Uint8Array,
): Uint8Array {
  const der = Buffer.from(context.unseal(sealedReplyKey ?? new Uint8Array()))
  const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
  const certificatePem = replyCertificatePem ?? ''
  try {
    const recipient = {
      certificatePem,
      certificateDer: pemToCertificate(certificatePem),
      privateKeyPem: key.export({ format: 'pem', type: 'pkcs8' }).toString(),
    }
    return readEnvelopedData(envelope, [recipient], anyContentCipherOf).content
  } catch (cause) {
    if (cause instanceof MdmError) throw unreadable('the envelope does not open with our key', cause)
    throw cause
  }
}

function fromHex(file: Uint8Array): Uint8Array {
  const text = Buffer.from(file).toString('latin1').replace(/\s+/g, '')
  if (text === '' || text.length % 2 === 1 || !/^[0-9a-f]+$/i.test(text))
    throw unreadable('the file is not hexadecimal')
  return Buffer.from(text, 'hex')
}

/** A property list with Apple's three keys, in base64. */
function isSignedRequest(signed: Uint8Array): boolean {
  try {
    const plist = decodePlist(Buffer.from(Buffer.from(signed).toString('latin1'), 'base64'))
    return isPlistDict(plist) && keys.every((key) => plist[key] !== undefined)
  } catch (error) {
    if (error instanceof MdmError) return false
    throw error
  }
}

function unreadable(message: string, cause?: unknown): PushCertificateError {
  return new PushCertificateError('push_reply_unreadable', message, { cause })
}
