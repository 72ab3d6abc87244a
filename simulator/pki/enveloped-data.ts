import {
  constants,
  createCipheriv,
  createDecipheriv,
  type KeyObject,
  privateDecrypt,
  publicEncrypt,
  randomBytes,
  type X509Certificate,
} from 'node:crypto'
import { issuerAndSerial } from './certificate.ts'
import { der } from './der.ts'
import { derReader } from './der-reader.ts'
import { oids } from './oids.ts'

export class EnvelopedDataError extends Error {
  readonly code = 'bad-enveloped-data'
}

const ciphers: Record<string, string> = {
  [oids.aes128Cbc]: 'aes-128-cbc',
  '2.16.840.1.101.3.4.1.22': 'aes-192-cbc',
  [oids.aes256Cbc]: 'aes-256-cbc',
  [oids.tripleDesCbc]: 'des-ede3-cbc',
}

/** How content is encrypted; single DES is triple DES with one key three times, as OpenSSL has retired it. */
const contentCiphers = {
  aes: { oid: oids.aes128Cbc, name: 'aes-128-cbc', keyLength: 16, ivLength: 16, times: 1 },
  des: { oid: '1.3.14.3.2.7', name: 'des-ede3-cbc', keyLength: 8, ivLength: 8, times: 3 },
}

/**
 * Encrypts to one certificate with AES-128-CBC and RSA PKCS#1 v1.5, as macOS does in SCEP (RFC 5652 section 6), or with
 * single DES, as some old services do.
 */
export function encryptTo(
  recipient: X509Certificate,
  content: Uint8Array,
  kind: keyof typeof contentCiphers = 'aes',
): Buffer {
  const { oid, name, keyLength, ivLength, times } = contentCiphers[kind]
  const key = randomBytes(keyLength)
  const iv = randomBytes(ivLength)
  const cipher = createCipheriv(name, Buffer.concat(Array(times).fill(key)), iv)
  const encrypted = Buffer.concat([cipher.update(content), cipher.final()])
  const wrapped = publicEncrypt({ key: recipient.publicKey, padding: constants.RSA_PKCS1_PADDING }, key)
  const recipientInfo = der.sequence(
    der.integer(0),
    issuerAndSerial(recipient),
    der.sequence(der.oid(oids.rsaEncryption), der.none()),
    der.octets(wrapped),
  )
  const encryptedContent = der.sequence(
    der.oid(oids.data),
    der.sequence(der.oid(oid), der.octets(iv)),
    der.implicit(0, encrypted),
  )
  const enveloped = der.sequence(der.integer(0), der.setOf(recipientInfo), encryptedContent)
  return der.sequence(der.oid(oids.envelopedData), der.explicit(0, enveloped))
}

/** Opens CMS EnvelopedData with the recipient's RSA key. */
export function decryptWith(privateKey: KeyObject, message: Uint8Array): Buffer {
  const outer = derReader.read(message)
  if (derReader.oid(derReader.child(outer, 0)) !== oids.envelopedData) {
    throw new EnvelopedDataError('This is not CMS EnvelopedData')
  }
  const fields = derReader.children(derReader.child(derReader.child(outer, 1), 0))
  const recipients = fields.find((field) => field.tag === 0x31)
  const encryptedContent = fields.find((field) => field.tag === 0x30)
  if (!recipients || !encryptedContent) throw new EnvelopedDataError('The envelope is incomplete')
  const wrapped = derReader.child(derReader.child(recipients, 0), 3)
  const algorithm = derReader.child(encryptedContent, 1)
  const encrypted = derReader.child(encryptedContent, 2)
  const cipher = ciphers[derReader.oid(derReader.child(algorithm, 0))]
  if (!cipher) throw new EnvelopedDataError('The envelope uses a cipher that a Mac does not know')
  const key = privateDecrypt({ key: privateKey, padding: constants.RSA_PKCS1_PADDING }, wrapped.content)
  const decipher = createDecipheriv(cipher, key, derReader.child(algorithm, 1).content)
  const pieces = encrypted.tag === 0xa0 ? derReader.children(encrypted) : [encrypted]
  return Buffer.concat([...pieces.map((piece) => decipher.update(piece.content)), decipher.final()])
}
