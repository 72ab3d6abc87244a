import { constants, createDecipheriv, createSecretKey, privateDecrypt } from 'node:crypto'
import { MalformedDerError, ScepError } from '../protocol/errors.ts'
import { berToDer } from './ber-to-der.ts'
import { authorityFacts, authorityKey, type CertificateAuthority } from './certificate-authority.ts'
import { type ContentCipher, contentCipherOf } from './content-ciphers.ts'
import { type DerNode, expectTag, readChildren, readDer, readSequence, readSet, tag } from './der.ts'
import { readOid } from './der-values.ts'
import { oid } from './oids.ts'

/**
 * What an envelope held, which of our authorities it was addressed to, and the cipher that its sender knows.
 * Source: RFC 5652 section 6
 */
export type OpenedEnvelope<Authority> = { content: Uint8Array; authority: Authority; cipher: ContentCipher }

/**
 * Decrypts what was encrypted to one of the authorities: also one that has retired, for a Mac that learnt of it
 * before. Whatever goes wrong with key or content looks the same from outside, so that nothing can be learnt by
 * trying.
 *
 * throws   ScepError badAlg for another cipher, badMessageCheck for everything else.
 * spec     RFC 5652 section 6; RFC 8894 section 3.2.2
 */
export function readEnvelopedData<Authority extends CertificateAuthority>(
  bytes: Uint8Array,
  authorities: readonly Authority[],
  cipherOf: (cipherOid: string) => ContentCipher | null = contentCipherOf,
): OpenedEnvelope<Authority> {
  const envelope = parse(bytes)
  const cipher = cipherOf(envelope.cipherOid)
  if (cipher === null) throw new ScepError('badAlg', 'a cipher that we do not accept')
  try {
    const { authority, encryptedKey } = findRecipient(envelope.recipients, authorities)
    const key = privateDecrypt(
      { key: authorityKey(authority), padding: constants.RSA_PKCS1_PADDING },
      encryptedKey,
    )
    const fitted = fitLength(key, cipher.keyLength)
    const secret = createSecretKey(cipher.expandKey?.(fitted) ?? fitted)
    const decipher = createDecipheriv(cipher.name, secret, envelope.iv)
    const content = Buffer.concat([decipher.update(envelope.encrypted), decipher.final()])
    return { content, authority, cipher }
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

function findRecipient<Authority extends CertificateAuthority>(
  recipients: DerNode[],
  authorities: readonly Authority[],
): { authority: Authority; encryptedKey: Uint8Array } {
  for (const recipient of recipients.slice(0, 16)) {
    const [, identifier, algorithm, encryptedKey] = readSequence(recipient)
    if (identifier === undefined) continue
    const authority = authorities.find((one) => isNamed(one, identifier))
    if (authority === undefined || readOid(readSequence(algorithm)[0]) !== oid.rsaEncryption) continue
    return { authority, encryptedKey: expectTag(encryptedKey, tag.octetString).content }
  }
  throw new ScepError('badMessageCheck', 'encrypted to somebody else')
}

function isNamed(authority: CertificateAuthority, identifier: DerNode): boolean {
  const { issuerDer, serialNumberDer, subjectKeyId } = authorityFacts(authority)
  if (identifier.tag === tag.implicit(0)) {
    return subjectKeyId !== null && Buffer.compare(identifier.content, subjectKeyId) === 0
  }
  return Buffer.compare(identifier.content, Buffer.concat([issuerDer, serialNumberDer])) === 0
}

// A wrong key comes back from OpenSSL as random octets of any length; cutting or filling keeps all failures alike.
function fitLength(key: Uint8Array, length: number): Uint8Array {
  const fitted = new Uint8Array(length)
  fitted.set(key.subarray(0, length))
  return fitted
}
