import { createPublicKey, type KeyObject } from 'node:crypto'
import { MalformedDerError } from '../protocol/errors.ts'

/**
 * Reads a SubjectPublicKeyInfo.
 *
 * throws   MalformedDerError when OpenSSL cannot read it.
 * spec     RFC 5280 section 4.1.2.7
 */
export function readPublicKey(spkiDer: Uint8Array): KeyObject {
  try {
    return createPublicKey({ key: Buffer.from(spkiDer), format: 'der', type: 'spki' })
  } catch (cause) {
    throw new MalformedDerError('a public key that cannot be read', { cause })
  }
}
