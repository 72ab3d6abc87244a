import { constants, createCipheriv, publicEncrypt } from 'node:crypto'
import { tag } from './der.ts'
import { oid } from './oids.ts'
import { readCertificate } from './read-certificate.ts'
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
 * How many random octets an envelope takes: a key and an initialisation vector.
 * Source: FIPS 197; RFC 3565 section 2
 */
export const envelopeRandomLength = 32

/**
 * Encrypts to the RSA key of a certificate with AES-128 in CBC mode.
 *
 * random   envelopeRandomLength octets, never used before
 * spec     RFC 5652 section 6; RFC 8894 section 3.2.2 and 3.5.2 (AES)
 */
export function writeEnvelopedData(
  content: Uint8Array,
  recipientCertificateDer: Uint8Array,
  random: Uint8Array,
): Uint8Array {
  const key = random.subarray(0, 16)
  const iv = random.subarray(16, envelopeRandomLength)
  const recipient = readCertificate(recipientCertificateDer)
  const encryptedKey = publicEncrypt(
    { key: readPublicKey(recipient.publicKeySpkiDer), padding: constants.RSA_PKCS1_PADDING },
    key,
  )
  const cipher = createCipheriv('aes-128-cbc', key, iv)
  const encrypted = Buffer.concat([cipher.update(content), cipher.final()])
  const version = writeUnsignedInteger(Uint8Array.of(0))
  return writeContentInfo(
    oid.envelopedData,
    writeSequence(
      version,
      writeSetOf(
        writeSequence(
          version,
          writeSequence(recipient.issuerDer, recipient.serialNumberDer),
          writeAlgorithm(oid.rsaEncryption),
          writeDer(tag.octetString, encryptedKey),
        ),
      ),
      writeSequence(
        writeOid(oid.data),
        writeAlgorithm(oid.aes128Cbc, writeDer(tag.octetString, iv)),
        writeDer(tag.implicit(0), encrypted),
      ),
    ),
  )
}
