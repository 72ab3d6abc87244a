import { createPublicKey, type KeyObject, sign } from 'node:crypto'
import { tag } from './der.ts'
import { oid } from './oids.ts'
import { writeName } from './write-certificate.ts'
import { writeAlgorithm, writeBitString, writeDer, writeSequence, writeUnsignedInteger } from './write-der.ts'

/**
 * Writes a PKCS#10 request in DER, signed with RSA and SHA-256.
 *
 * subject   attributes and values, outermost first
 * spec      RFC 2986 section 4
 */
export function writeCsr(subject: [type: string, value: string][], privateKey: KeyObject): Uint8Array {
  const publicKey = createPublicKey(privateKey).export({ format: 'der', type: 'spki' })
  const info = writeSequence(
    writeUnsignedInteger(Uint8Array.of(0)),
    writeName(subject),
    new Uint8Array(publicKey),
    writeDer(tag.explicit(0)),
  )
  const signature = sign('sha256', info, privateKey)
  return writeSequence(info, writeAlgorithm(oid.sha256WithRsa), writeBitString(signature))
}

/**
 * Writes a request as PEM.
 * Source: RFC 7468 section 7
 */
export function csrToPem(der: Uint8Array): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? []
  return `-----BEGIN CERTIFICATE REQUEST-----\n${lines.join('\n')}\n-----END CERTIFICATE REQUEST-----\n`
}
