import { constants, createCipheriv, createSecretKey, type KeyObject, publicEncrypt } from 'node:crypto'
import { MdmError } from '../protocol/errors.ts'
import { type ContentCipher, usualCipher } from './content-ciphers.ts'
import { tag } from './der.ts'
import { oid } from './oids.ts'
import { type Certificate, readCertificate } from './read-certificate.ts'
import { readKeyStrength } from './read-key-strength.ts'
import { readPublicKey } from './read-public-key.ts'
import {
  writeAlgorithm,
  writeDer,
  writeOid,
  writeSequence,
  writeSetOf,
  writeUnsignedInteger,
} from './write-der.ts'
import { writeContentInfo } from './write-signed-data.ts'

/**
 * How many random octets an envelope takes at most: a key and an initialisation vector.
 * Source: FIPS 197; RFC 3565 section 2
 */
export const envelopeRandomLength = 48

/**
 * Whom to encrypt to: a certificate, or what was read of one before.
 * Source: RFC 5652 section 6.2.1
 */
export type Recipient = Pick<Certificate, 'issuerDer' | 'serialNumberDer'> & { key: KeyObject }

/**
 * Reads a certificate as somebody to encrypt to.
 *
 * throws   MdmError weak_key for a key that is not RSA of at least 2048 bits.
 * spec     RFC 5652 section 6.2.1; RFC 3370 section 4.2.1
 */
export function readRecipient(certificateDer: Uint8Array): Recipient {
  const { issuerDer, serialNumberDer, publicKeySpkiDer } = readCertificate(certificateDer)
  if (readKeyStrength(publicKeySpkiDer)?.keyType !== 'rsa') {
    throw new MdmError('weak_key', 'only an RSA key of at least 2048 bits can be encrypted to')
  }
  return { issuerDer, serialNumberDer, key: readPublicKey(publicKeySpkiDer) }
}

/**
 * Encrypts to the RSA key of a certificate.
 *
 * random   envelopeRandomLength octets, never used before
 * spec     RFC 5652 section 6; RFC 8894 sections 3.2.2 and 3.5.2
 */
export function writeEnvelopedData(
  content: Uint8Array,
  recipient: Recipient,
  random: Uint8Array,
  cipher: ContentCipher = usualCipher,
): Uint8Array {
  if (random.length < envelopeRandomLength) throw new MdmError('randomness_missing', 'too few random octets')
  const key = random.subarray(0, cipher.keyLength)
  const iv = random.subarray(cipher.keyLength, cipher.keyLength + cipher.ivLength)
  const encryptedKey = publicEncrypt({ key: recipient.key, padding: constants.RSA_PKCS1_PADDING }, key)
  const encryptor = createCipheriv(cipher.name, createSecretKey(key), iv)
  const encrypted = Buffer.concat([encryptor.update(content), encryptor.final()])
  const version = writeUnsignedInteger(Uint8Array.of(0))
  const recipientInfo = writeSequence(
    version,
    writeSequence(recipient.issuerDer, recipient.serialNumberDer),
    writeAlgorithm(oid.rsaEncryption),
    writeDer(tag.octetString, encryptedKey),
  )
  const encryptedContent = writeSequence(
    writeOid(oid.data),
    writeAlgorithm(cipher.oid, writeDer(tag.octetString, iv)),
    writeDer(tag.implicit(0), encrypted),
  )
  return writeContentInfo(
    oid.envelopedData,
    writeSequence(version, writeSetOf(recipientInfo), encryptedContent),
  )
}
