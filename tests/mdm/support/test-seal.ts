import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

/** Seals as the portal does: AES-256-GCM with a key that is not in the database. */
export function testSeal(masterKey: Uint8Array) {
  return {
    seal(plain: Uint8Array): Uint8Array {
      const nonce = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', masterKey, nonce)
      const sealed = Buffer.concat([cipher.update(plain), cipher.final()])
      return Buffer.concat([nonce, cipher.getAuthTag(), sealed])
    },
    unseal(sealed: Uint8Array): Uint8Array {
      const decipher = createDecipheriv('aes-256-gcm', masterKey, sealed.subarray(0, 12))
      decipher.setAuthTag(sealed.subarray(12, 28))
      return Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()])
    },
  }
}
