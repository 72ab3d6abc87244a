import { createPrivateKey, createPublicKey, generateKeyPair, type KeyObject } from 'node:crypto'
import { promisify } from 'node:util'

const generate = promisify(generateKeyPair)

export type RsaKey = { privateKey: KeyObject; publicKey: KeyObject }

export async function generateRsaKey(modulusLength = 2048): Promise<RsaKey> {
  return await generate('rsa', { modulusLength })
}

export function readRsaKey(privateKeyPem: string): RsaKey {
  const privateKey = createPrivateKey(privateKeyPem)
  return { privateKey, publicKey: createPublicKey(privateKey) }
}

export const rsaKeyPem = (key: RsaKey): string =>
  key.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
