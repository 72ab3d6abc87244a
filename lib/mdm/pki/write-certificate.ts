import { createHash, type KeyObject, sign } from 'node:crypto'
import { readDer, readSequence, tag } from './der.ts'
import { readBitString } from './der-values.ts'
import { oid } from './oids.ts'
import {
  writeAlgorithm,
  writeBitString,
  writeDer,
  writeOid,
  writeSequence,
  writeSetOf,
  writeTime,
  writeUnsignedInteger,
  writeUtf8String,
} from './write-der.ts'

/**
 * All that goes into a certificate. Names and extensions are DER already.
 * Source: RFC 5280 section 4.1
 */
export type CertificateContent = {
  serialNumber: Uint8Array
  issuerDer: Uint8Array
  subjectDer: Uint8Array
  notBefore: Date
  notAfter: Date
  publicKeySpkiDer: Uint8Array
  extensions: Uint8Array[]
}

/**
 * Writes a version 3 certificate, signed with RSA and SHA-256.
 * Source: RFC 5280 section 4.1; RFC 8017 section 8.2
 */
export function writeCertificate(content: CertificateContent, signerKey: KeyObject): Uint8Array {
  const algorithm = writeAlgorithm(oid.sha256WithRsa)
  const tbs = writeSequence(
    writeDer(tag.explicit(0), Uint8Array.of(tag.integer, 1, 2)),
    writeUnsignedInteger(content.serialNumber),
    algorithm,
    content.issuerDer,
    writeSequence(writeTime(content.notBefore), writeTime(content.notAfter)),
    content.subjectDer,
    content.publicKeySpkiDer,
    writeDer(tag.explicit(3), writeSequence(...content.extensions)),
  )
  return writeSequence(tbs, algorithm, writeBitString(sign('sha256', tbs, signerKey)))
}

/**
 * Writes a distinguished name, one attribute a step.
 * Source: RFC 5280 section 4.1.2.4
 */
export function writeName(attributes: [type: string, value: string][]): Uint8Array {
  return writeSequence(
    ...attributes.map(([type, value]) => writeSetOf(writeSequence(writeOid(type), writeUtf8String(value)))),
  )
}

/**
 * Writes one extension.
 * Source: RFC 5280 section 4.2
 */
export function writeExtension(type: string, critical: boolean, value: Uint8Array): Uint8Array {
  const flag = critical ? [Uint8Array.of(tag.boolean, 1, 0xff)] : []
  return writeSequence(writeOid(type), ...flag, writeDer(tag.octetString, value))
}

/**
 * Derives a key identifier from a public key: the first 160 bits of its SHA-256.
 * Source: RFC 7093 section 2, method 1
 */
export function keyIdentifier(publicKeySpkiDer: Uint8Array): Uint8Array {
  const [, bits] = readSequence(readDer(publicKeySpkiDer))
  return createHash('sha256').update(readBitString(bits)).digest().subarray(0, 20)
}

/**
 * Writes the extension that names a certificate's own key.
 * Source: RFC 5280 section 4.2.1.2
 */
export function writeSubjectKeyId(publicKeySpkiDer: Uint8Array): Uint8Array {
  const keyId = writeDer(tag.octetString, keyIdentifier(publicKeySpkiDer))
  return writeExtension(oid.subjectKeyIdentifier, false, keyId)
}

/**
 * Writes the extension that says what a key may do, from the bits of its first octet.
 * Source: RFC 5280 section 4.2.1.3
 */
export function writeKeyUsage(bits: number): Uint8Array {
  const unused = bits === 0 ? 0 : Math.clz32(bits & -bits) ^ 31
  return writeExtension(oid.keyUsage, true, writeBitString(Uint8Array.of(bits), unused))
}
