import { createHash, verify, X509Certificate } from 'node:crypto'
import { issuerAndSerial } from './certificate.ts'
import { type DerValue, derReader } from './der-reader.ts'
import { oids } from './oids.ts'

export class SignedDataError extends Error {
  readonly code = 'bad-signed-data'
}

/** `signer` is absent in a degenerate message, which carries certificates only. */
export type OpenedSignedData = {
  content: Buffer
  certificates: X509Certificate[]
  signer: X509Certificate | null
  attributes: Map<string, DerValue>
}

const digestNames: Record<string, string> = {
  '1.3.14.3.2.26': 'sha1',
  [oids.sha256]: 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
}

/** An OCTET STRING may come in pieces (constructed); a Mac accepts both. */
const octetsOf = (value: DerValue): Buffer =>
  value.tag === 0x24 ? Buffer.concat(derReader.children(value).map(octetsOf)) : value.content

function readAttributes(field: DerValue | undefined): Map<string, DerValue> {
  if (field?.tag !== 0xa0) return new Map()
  return new Map(
    derReader.children(field).map((attribute) => {
      return [derReader.oid(derReader.child(attribute, 0)), derReader.child(derReader.child(attribute, 1), 0)]
    }),
  )
}

function verifySignerInfo(info: DerValue, content: Buffer, certificates: X509Certificate[]) {
  const fields = derReader.children(info)
  const [, identifier, digestAlgorithm] = fields
  if (!identifier || !digestAlgorithm) throw new SignedDataError('The signer information is incomplete')
  const signer = certificates.find((certificate) => issuerAndSerial(certificate).equals(identifier.whole))
  if (!signer) throw new SignedDataError('The signer’s certificate is not in the message')
  const digest = digestNames[derReader.oid(derReader.child(digestAlgorithm, 0))]
  if (!digest) throw new SignedDataError('The message uses a digest that a Mac does not know')
  const signedField = fields[3]?.tag === 0xa0 ? fields[3] : undefined
  const attributes = readAttributes(signedField)
  const signature = fields[signedField ? 5 : 4]
  if (!signature) throw new SignedDataError('The signature is missing')
  let signed = content
  if (signedField) {
    const expected = attributes.get(oids.messageDigest)?.content
    const actual = createHash(digest).update(content).digest()
    if (!expected?.equals(actual)) throw new SignedDataError('The content was altered after it was signed')
    signed = Buffer.from(signedField.whole)
    signed[0] = 0x31
  }
  if (!verify(digest, signed, signer.publicKey, signature.content)) {
    throw new SignedDataError('The signature is not valid')
  }
  return { signer, attributes }
}

/** Verifies CMS SignedData and returns what it holds; says nothing about trust in the signer (RFC 5652 section 5). */
export function openSignedData(message: Uint8Array): OpenedSignedData {
  const outer = derReader.read(message)
  if (derReader.oid(derReader.child(outer, 0)) !== oids.signedData) {
    throw new SignedDataError('This is not CMS SignedData')
  }
  const fields = derReader.children(derReader.child(derReader.child(outer, 1), 0))
  const encapsulated = fields[2]
  if (!encapsulated) throw new SignedDataError('The message has no content')
  const explicitContent = derReader.children(encapsulated)[1]
  const content = explicitContent ? octetsOf(derReader.child(explicitContent, 0)) : Buffer.alloc(0)
  const bag = fields.find((field) => field.tag === 0xa0)
  const certificates = (bag ? derReader.children(bag) : []).map(({ whole }) => new X509Certificate(whole))
  const infos = fields.at(-1)
  const info = infos?.tag === 0x31 && fields.length > 3 ? derReader.children(infos)[0] : undefined
  if (!info) return { content, certificates, signer: null, attributes: new Map() }
  return { content, certificates, ...verifySignerInfo(info, content, certificates) }
}
