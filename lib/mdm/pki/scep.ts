import type { ScepFailInfo } from '../protocol/errors.ts'
import { MdmError } from '../protocol/errors.ts'
import { authorityKey, type CertificateAuthority } from './certificate-authority.ts'
import { tag } from './der.ts'
import { oid } from './oids.ts'
import { type ScepRequest, scepMessageType } from './scep-request.ts'
import { writeDer } from './write-der.ts'
import { envelopeRandomLength, writeEnvelopedData } from './write-enveloped-data.ts'
import { writeCertificatesOnly, writeSignedData } from './write-signed-data.ts'

const nonceLength = 16

/**
 * How many random octets a SCEP reply takes: an envelope's and a nonce.
 * Source: RFC 8894 section 3.2.1.5
 */
export const scepRandomLength = envelopeRandomLength + nonceLength

const failInfoNumbers: Record<ScepFailInfo, string> = {
  badAlg: '0',
  badMessageCheck: '1',
  badRequest: '2',
  badTime: '3',
  badCertId: '4',
}

/**
 * Answers a request with its certificate, encrypted to the certificate that signed the request, with its cipher.
 *
 * random   scepRandomLength octets, never used before
 * spec     RFC 8894 section 3.3.2
 */
export function buildScepSuccess(options: {
  request: ScepRequest
  certificateDer: Uint8Array
  random: Uint8Array
}): Uint8Array {
  const { request, certificateDer, random } = options
  if (request.csr === undefined) throw new MdmError('scep_refused', 'a refused request gets no certificate')
  requireRandom(random)
  const certificates = writeCertificatesOnly([certificateDer])
  const envelope = writeEnvelopedData(certificates, request.signer, random, request.cipher)
  return writeReply(request, random, envelope, [[oid.scepPkiStatus, printable('0')]])
}

/**
 * Answers a request with a signed refusal.
 *
 * random   scepRandomLength octets; only the last 16 are used
 * spec     RFC 8894 section 3.3.2.2
 */
export function buildScepFailure(options: {
  request: ScepRequest
  failInfo: ScepFailInfo
  random: Uint8Array
}): Uint8Array {
  requireRandom(options.random)
  return writeReply(options.request, options.random, null, [
    [oid.scepPkiStatus, printable('2')],
    [oid.scepFailInfo, printable(failInfoNumbers[options.failInfo])],
  ])
}

/**
 * The answer to GetCACaps, as text/plain. What we take beyond that (triple DES, SHA-1, SHA-512) is for clients that
 * do not ask, and no client should be led to it.
 * Source: RFC 8894 section 3.5.2
 */
export function buildCaCaps(options: { rolledOver: boolean }): string {
  const further = options.rolledOver ? ['GetNextCACert'] : []
  return ['AES', ...further, 'POSTPKIOperation', 'Renewal', 'SHA-256', 'SCEPStandard'].join('\n')
}

/**
 * The answer to GetCACert: the authority's one certificate in DER.
 * Source: RFC 8894 section 4.2.1.1
 */
export function buildCaCertificate(ca: CertificateAuthority): { contentType: string; body: Uint8Array } {
  return { contentType: 'application/x-x509-ca-cert', body: ca.certificateDer }
}

/**
 * The answer to GetNextCACert: the authority that issues now, vouched for by the one that the client knows.
 * Source: RFC 8894 section 4.7.1
 */
export function buildNextCaCertificate(
  known: CertificateAuthority,
  next: CertificateAuthority,
): { contentType: string; body: Uint8Array } {
  const body = writeSignedData({
    content: writeCertificatesOnly([next.certificateDer]),
    signerCertificateDer: known.certificateDer,
    signerKey: authorityKey(known),
    attributes: [],
  })
  return { contentType: 'application/x-x509-next-ca-cert', body }
}

function writeReply(
  request: ScepRequest,
  random: Uint8Array,
  content: Uint8Array | null,
  status: [string, Uint8Array][],
): Uint8Array {
  const senderNonce = random.subarray(envelopeRandomLength, scepRandomLength)
  return writeSignedData({
    content,
    signerCertificateDer: request.authority.certificateDer,
    signerKey: authorityKey(request.authority),
    attributes: [
      [oid.scepMessageType, printable(String(scepMessageType.certRep))],
      ...status,
      [oid.scepTransactionId, printable(request.transactionId)],
      [oid.scepSenderNonce, writeDer(tag.octetString, senderNonce)],
      [oid.scepRecipientNonce, writeDer(tag.octetString, request.senderNonce)],
    ],
  })
}

function printable(text: string): Uint8Array {
  return writeDer(tag.printableString, Buffer.from(text, 'latin1'))
}

function requireRandom(random: Uint8Array): void {
  if (random.length < scepRandomLength) throw new MdmError('randomness_missing', 'too few random octets')
}
