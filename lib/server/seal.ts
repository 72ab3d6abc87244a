import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

const version = 1

export class SealError extends Error {
  readonly code = 'seal_broken'
}

/**
 * Encrypts a secret for the database: AES-256-GCM, version byte ‖ nonce (12) ‖ tag (16) ‖ ciphertext.
 * key      32 bytes that are never in the database.
 * context  says what it is (for example 'ca-key'): a sealed value cannot be moved to another place.
 */
export function sealSecret(key: Uint8Array, context: string, plain: Uint8Array): Uint8Array<ArrayBuffer> {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  cipher.setAAD(Buffer.from(context))
  const ciphertext = Buffer.concat([cipher.update(plain), cipher.final()])
  return new Uint8Array(Buffer.concat([Buffer.from([version]), nonce, cipher.getAuthTag(), ciphertext]))
}

/** The reverse of sealSecret. Throws SealError when key or context differ, or a byte was changed. */
export function openSecret(key: Uint8Array, context: string, sealed: Uint8Array): Uint8Array {
  if (sealed.length < 29 || sealed[0] !== version) throw new SealError('not a sealed secret')
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(1, 13))
  decipher.setAAD(Buffer.from(context))
  decipher.setAuthTag(sealed.subarray(13, 29))
  try {
    return Buffer.concat([decipher.update(sealed.subarray(29)), decipher.final()])
  } catch (cause) {
    throw new SealError(`the secret '${context}' does not open with this master key`, { cause })
  }
}
