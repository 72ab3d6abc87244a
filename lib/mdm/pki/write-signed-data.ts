import { createHash, type KeyObject, sign } from 'node:crypto'
import { tag } from './der.ts'
import { oid } from './oids.ts'
import { readCertificate } from './read-certificate.ts'
import {
  writeAlgorithm,
  writeDer,
  writeOid,
  writeSequence,
  writeSetOf,
  writeUnsignedInteger,
} from './write-der.ts'

/**
 * What to sign and with what; content is null where the message consists of its attributes alone.
 * Source: RFC 5652 section 5.1
 */
export type SignedDataContent = {
  content: Uint8Array | null
  signerCertificateDer: Uint8Array
  signerKey: KeyObject
  attributes: [type: string, valueDer: Uint8Array][]
}

/**
 * Writes an attached SignedData with SHA-256 and RSA, the signer's certificate enclosed.
 * Source: RFC 5652 section 5; RFC 5754 section 3.2
 */
export function writeSignedData(options: SignedDataContent): Uint8Array {
  const { content, signerCertificateDer } = options
  const digestAlgorithm = writeAlgorithm(oid.sha256)
  const attributes = writeSetOf(
    writeAttribute(oid.contentType, writeOid(oid.data)),
    writeAttribute(oid.messageDigest, digestOf(content ?? new Uint8Array())),
    ...options.attributes.map(([type, value]) => writeAttribute(type, value)),
  )
  const { issuerDer, serialNumberDer } = readCertificate(signerCertificateDer)
  const signerInfo = writeSequence(
    version(1),
    writeSequence(issuerDer, serialNumberDer),
    digestAlgorithm,
    implicitly(0, attributes),
    writeAlgorithm(oid.rsaEncryption),
    writeDer(tag.octetString, sign('sha256', attributes, options.signerKey)),
  )
  return writeContentInfo(
    oid.signedData,
    writeSequence(
      version(1),
      writeSetOf(digestAlgorithm),
      writeEncapsulated(content),
      writeDer(tag.explicit(0), signerCertificateDer),
      writeSetOf(signerInfo),
    ),
  )
}

/**
 * Writes a SignedData that signs nothing and only carries certificates.
 * Source: RFC 5652 section 5.1 (degenerate case); RFC 8894 section 3.4
 */
export function writeCertificatesOnly(certificates: Uint8Array[]): Uint8Array {
  return writeContentInfo(
    oid.signedData,
    writeSequence(
      version(1),
      writeSetOf(),
      writeEncapsulated(null),
      writeDer(tag.explicit(0), ...certificates),
      writeSetOf(),
    ),
  )
}

/**
 * Wraps a CMS type in the ContentInfo that names it.
 * Source: RFC 5652 section 3
 */
export function writeContentInfo(type: string, inner: Uint8Array): Uint8Array {
  return writeSequence(writeOid(type), writeDer(tag.explicit(0), inner))
}

function writeEncapsulated(content: Uint8Array | null): Uint8Array {
  if (content === null) return writeSequence(writeOid(oid.data))
  return writeSequence(writeOid(oid.data), writeDer(tag.explicit(0), writeDer(tag.octetString, content)))
}

function writeAttribute(type: string, value: Uint8Array): Uint8Array {
  return writeSequence(writeOid(type), writeSetOf(value))
}

function digestOf(content: Uint8Array): Uint8Array {
  return writeDer(tag.octetString, createHash('sha256').update(content).digest())
}

function implicitly(number: number, der: Uint8Array): Uint8Array {
  const tagged = Uint8Array.from(der)
  tagged[0] = tag.explicit(number)
  return tagged
}

function version(number: number): Uint8Array {
  return writeUnsignedInteger(Uint8Array.of(number))
}
