import { hash } from 'node:crypto'
import { type DerNode, expectTag, readChildren, readDer, readSequence, readSet, tag } from './der.ts'
import { readBitString, readIntegerHex, readOid, readText, readTime } from './der-values.ts'
import { oid } from './oids.ts'

/**
 * The parts of a certificate that we judge, nothing verified.
 * Source: RFC 5280 section 4.1
 */
export type Certificate = {
  tbsDer: Uint8Array
  signatureOid: string
  signature: Uint8Array
  serialNumberDer: Uint8Array
  serialNumberHex: string
  issuerDer: Uint8Array
  subjectDer: Uint8Array
  subjectCommonName: string | null
  notBefore: Date
  notAfter: Date
  publicKeySpkiDer: Uint8Array
  subjectKeyId: Uint8Array | null
  isAuthority: boolean
  extendedKeyUsages: string[]
}

/**
 * Reads a certificate.
 *
 * throws   MalformedDerError.
 * spec     RFC 5280 section 4.1
 */
export function readCertificate(der: Uint8Array): Certificate {
  const [tbs, outerAlgorithm, signature] = readSequence(readDer(der))
  const fields = readSequence(tbs)
  const offset = fields[0]?.tag === tag.explicit(0) ? 1 : 0
  const [serial, innerAlgorithm, issuer, validity, subject, publicKey] = fields.slice(offset)
  const [signatureAlgorithm] = readSequence(outerAlgorithm)
  const [repeated] = readSequence(innerAlgorithm)
  const signatureOid = readOid(signatureAlgorithm)
  const [notBefore, notAfter] = readSequence(validity)
  const extensions = readExtensions(fields.find((field) => field.tag === tag.explicit(3)))
  return {
    tbsDer: expectTag(tbs, tag.sequence).raw,
    signatureOid: readOid(repeated) === signatureOid ? signatureOid : '',
    signature: readBitString(signature),
    serialNumberDer: expectTag(serial, tag.integer).raw,
    serialNumberHex: readIntegerHex(serial),
    issuerDer: expectTag(issuer, tag.sequence).raw,
    subjectDer: expectTag(subject, tag.sequence).raw,
    subjectCommonName: readCommonName(subject),
    notBefore: readTime(notBefore),
    notAfter: readTime(notAfter),
    publicKeySpkiDer: expectTag(publicKey, tag.sequence).raw,
    subjectKeyId: readKeyId(extensions.get(oid.subjectKeyIdentifier)),
    isAuthority: readIsAuthority(extensions.get(oid.basicConstraints)),
    extendedKeyUsages: readUsages(extensions.get(oid.extendedKeyUsage)),
  }
}

/**
 * Reads the first common name of a distinguished name.
 * Source: RFC 5280 section 4.1.2.4
 */
export function readCommonName(name: DerNode | undefined): string | null {
  for (const relative of readSequence(name)) {
    for (const attribute of readSet(relative)) {
      const [type, value] = readSequence(attribute)
      if (readOid(type) === oid.commonName) return readText(value)
    }
  }
  return null
}

/**
 * The fingerprint that an enrollment is pinned to.
 * Source: FIPS 180-4 (SHA-256 over the DER)
 */
export function fingerprintSha256Hex(certificateDer: Uint8Array): string {
  return hash('sha256', certificateDer, 'hex')
}

function readExtensions(node: DerNode | undefined): Map<string, Uint8Array> {
  const extensions = new Map<string, Uint8Array>()
  if (node === undefined) return extensions
  const [list] = readChildren(node)
  for (const extension of readSequence(list)) {
    const parts = readSequence(extension)
    extensions.set(readOid(parts[0]), expectTag(parts.at(-1), tag.octetString).content)
  }
  return extensions
}

function readKeyId(value: Uint8Array | undefined): Uint8Array | null {
  return value === undefined ? null : expectTag(readDer(value), tag.octetString).content
}

function readIsAuthority(value: Uint8Array | undefined): boolean {
  if (value === undefined) return false
  const [authority] = readSequence(readDer(value))
  return authority?.tag === tag.boolean && authority.content[0] !== 0
}

function readUsages(value: Uint8Array | undefined): string[] {
  return value === undefined ? [] : readSequence(readDer(value)).map(readOid)
}
