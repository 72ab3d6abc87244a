import { constants, createDecipheriv, privateDecrypt } from 'node:crypto'
import { MalformedDerError, ScepError } from '../protocol/errors.ts'
import { berToDer } from './ber-to-der.ts'
import { authorityKey, type CertificateAuthority } from './certificate-authority.ts'
import { type DerNode, expectTag, readChildren, readDer, readSequence, readSet, tag } from './der.ts'
import { readOid } from './der-values.ts'
import { oid } from './oids.ts'
import { readCertificate } from './read-certificate.ts'

const ciphers = new Map<string, { name: string; keyLength: number }>([
  [oid.aes128Cbc, { name: 'aes-128-cbc', keyLength: 16 }],
  [oid.aes192Cbc, { name: 'aes-192-cbc', keyLength: 24 }],
  [oid.aes256Cbc, { name: 'aes-256-cbc', keyLength: 32 }],
  [oid.tripleDesCbc, { name: 'des-ede3-cbc', keyLength: 24 }],
])

/**
 * Decrypts what was encrypted to the authority. Whatever goes wrong with key or content looks the same from
 * outside, so that nothing can be learnt by trying.
 *
 * throws   ScepError badAlg for another cipher, badMessageCheck for everything else.
 * spec     RFC 5652 section 6; RFC 8894 section 3.2.2
 */
export function readEnvelopedData(bytes: Uint8Array, ca: CertificateAuthority): Uint8Array {
  const envelope = parse(bytes)
  const cipher = ciphers.get(envelope.cipherOid)
  if (cipher === undefined) throw new ScepError('badAlg', 'a cipher that we do not accept')
  try {
    const key = privateDecrypt(
      { key: authorityKey(ca), padding: constants.RSA_PKCS1_PADDING },
      findEncryptedKey(envelope.recipients, ca),
    )
    const decipher = createDecipheriv(cipher.name, fitLength(key, cipher.keyLength), envelope.iv)
    return new Uint8Array(Buffer.concat([decipher.update(envelope.encrypted), decipher.final()]))
  } catch (cause) {
    throw new ScepError('badMessageCheck', 'the envelope does not open', { cause })
  }
}

type Envelope = { recipients: DerNode[]; cipherOid: string; iv: Uint8Array; encrypted: Uint8Array }

function parse(bytes: Uint8Array): Envelope {
  try {
    return parseStrictly(bytes)
  } catch (error) {
    if (!(error instanceof MalformedDerError)) throw error
  }
  try {
    return parseStrictly(berToDer(bytes))
  } catch (cause) {
    throw new ScepError('badMessageCheck', 'not an envelope', { cause })
  }
}

function parseStrictly(bytes: Uint8Array): Envelope {
  const [type, wrapped] = readSequence(readDer(bytes))
  if (readOid(type) !== oid.envelopedData) throw new MalformedDerError('not an EnvelopedData')
  const parts = readSequence(readChildren(expectTag(wrapped, tag.explicit(0)))[0])
  const [, recipients, content] = parts[1]?.tag === tag.set ? parts : parts.toSpliced(1, 1)
  const [, algorithm, encrypted] = readSequence(content)
  const [cipherOid, iv] = readSequence(algorithm)
  return {
    recipients: readSet(recipients),
    cipherOid: readOid(cipherOid),
    iv: iv?.tag === tag.octetString ? iv.content : new Uint8Array(),
    encrypted: readPieces(encrypted),
  }
}

function readPieces(node: DerNode | undefined): Uint8Array {
  if (node?.tag === tag.implicit(0)) return node.content
  const pieces = readChildren(expectTag(node, tag.explicit(0)))
  return Buffer.concat(pieces.map((piece) => expectTag(piece, tag.octetString).content))
}

function findEncryptedKey(recipients: DerNode[], ca: CertificateAuthority): Uint8Array {
  const { issuerDer, serialNumberDer, subjectKeyId } = readCertificate(ca.certificateDer)
  const ours = Buffer.concat([issuerDer, serialNumberDer])
  for (const recipient of recipients.slice(0, 16)) {
    const [, identifier, algorithm, encryptedKey] = readSequence(recipient)
    if (identifier === undefined) continue
    const wanted = identifier.tag === tag.implicit(0) ? subjectKeyId : ours
    if (wanted === null || Buffer.compare(identifier.content, wanted) !== 0) continue
    if (readOid(readSequence(algorithm)[0]) !== oid.rsaEncryption) continue
    return expectTag(encryptedKey, tag.octetString).content
  }
  throw new ScepError('badMessageCheck', 'encrypted to somebody else')
}

// A wrong key comes back from OpenSSL as random octets of any length; cutting or filling keeps all failures alike.
function fitLength(key: Uint8Array, length: number): Uint8Array {
  const fitted = new Uint8Array(length)
  fitted.set(key.subarray(0, length))
  return fitted
}
