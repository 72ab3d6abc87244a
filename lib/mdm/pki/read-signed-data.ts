import { MalformedDerError } from '../protocol/errors.ts'
import { berToDer } from './ber-to-der.ts'
import { type DerNode, expectTag, readChildren, readDer, readSequence, readSet, tag } from './der.ts'
import { readOid } from './der-values.ts'
import { oid } from './oids.ts'

/**
 * One signature in a SignedData.
 * Source: RFC 5652 section 5.3
 */
export type SignerInfo = {
  /** issuerAndSerialNumber, or the content of subjectKeyIdentifier */
  identifier: { kind: 'issuerAndSerial'; raw: Uint8Array } | { kind: 'keyId'; keyId: Uint8Array }
  digestOid: string
  signatureOid: string
  signature: Uint8Array
  /** as they were signed: with the tag of a SET; null when the content itself was signed */
  signedAttributesDer: Uint8Array | null
  /** the values of each signed attribute; an attribute that stands twice is refused while reading */
  signedAttributes: ReadonlyMap<string, DerNode[]>
}

/**
 * A SignedData as it stands, nothing verified.
 * Source: RFC 5652 section 5.1
 */
export type SignedData = {
  contentTypeOid: string
  content: Uint8Array | null
  certificates: Uint8Array[]
  signers: SignerInfo[]
}

const indefiniteLength = 0x80

/**
 * Reads a CMS message that holds SignedData. BER is taken as well as DER.
 *
 * throws   MalformedDerError.
 * spec     RFC 5652 sections 3 and 5
 */
export function readSignedData(bytes: Uint8Array): SignedData {
  // Macs write indefinite lengths from the outermost value on.
  if (bytes[1] === indefiniteLength) return readStrictly(berToDer(bytes))
  try {
    return readStrictly(bytes)
  } catch (error) {
    if (!(error instanceof MalformedDerError)) throw error
    return readStrictly(berToDer(bytes))
  }
}

function readStrictly(bytes: Uint8Array): SignedData {
  const [type, wrapped] = readSequence(readDer(bytes))
  if (readOid(type) !== oid.signedData) throw new MalformedDerError('not a SignedData')
  const [inner] = readChildren(expectTag(wrapped, tag.explicit(0)))
  const [, digests, encapsulated, ...rest] = readSequence(inner)
  expectTag(digests, tag.set)
  const [contentType, contentNode] = readSequence(encapsulated)
  const certificates = rest.find((node) => node.tag === tag.explicit(0))
  return {
    contentTypeOid: readOid(contentType),
    content: contentNode === undefined ? null : readContent(contentNode),
    certificates: certificates === undefined ? [] : readCertificates(certificates),
    signers: readSet(rest.at(-1)).map(readSigner),
  }
}

function readContent(node: DerNode): Uint8Array {
  const [content] = readChildren(expectTag(node, tag.explicit(0)))
  return expectTag(content, tag.octetString).content
}

function readCertificates(node: DerNode): Uint8Array[] {
  const certificates = readChildren(node).filter((child) => child.tag === tag.sequence)
  if (certificates.length > 16) throw new MalformedDerError('too many certificates')
  return certificates.map((certificate) => certificate.raw)
}

function readSigner(node: DerNode): SignerInfo {
  const [version, identifier, digest, ...rest] = readSequence(node)
  expectTag(version, tag.integer)
  const [digestOid] = readSequence(digest)
  const attributes = rest[0]?.tag === tag.explicit(0) ? rest[0] : null
  const [signatureAlgorithm, signature] = attributes === null ? rest : rest.slice(1)
  const [signatureOid] = readSequence(signatureAlgorithm)
  return {
    identifier: readIdentifier(identifier),
    digestOid: readOid(digestOid),
    signatureOid: readOid(signatureOid),
    signature: expectTag(signature, tag.octetString).content,
    signedAttributesDer: attributes === null ? null : asSet(attributes.raw),
    signedAttributes: readAttributes(attributes),
  }
}

function readIdentifier(node: DerNode | undefined): SignerInfo['identifier'] {
  if (node?.tag === tag.sequence) return { kind: 'issuerAndSerial', raw: node.raw }
  return { kind: 'keyId', keyId: expectTag(node, tag.implicit(0)).content }
}

function asSet(implicitlyTagged: Uint8Array): Uint8Array {
  // Not slice(): a Buffer's slice is a view, and the message itself would be changed.
  const set = new Uint8Array(implicitlyTagged)
  set[0] = tag.set
  return set
}

function readAttributes(node: DerNode | null): Map<string, DerNode[]> {
  const attributes = new Map<string, DerNode[]>()
  if (node === null) return attributes
  for (const attribute of readChildren(node)) {
    const [type, values] = readSequence(attribute)
    const name = readOid(type)
    if (attributes.has(name)) throw new MalformedDerError('a signed attribute stands twice')
    attributes.set(name, readSet(values))
  }
  return attributes
}
