import { join } from 'node:path'
import { readJsonFile, writeJsonFile } from '../json-file.ts'
import { generateRsaKey, type RsaKey, readRsaKey, rsaKeyPem } from '../pki/rsa-key.ts'

const atATime = 4

/**
 * RSA keys that many Macs share: a key of 2048 bits takes a tenth of a second to make. They are kept in a folder, so
 * that the next swarm begins at once. Each Mac still has a certificate of its own.
 */
export async function openKeyPool(directory: string, count: number): Promise<RsaKey[]> {
  const path = join(directory, 'rsa-2048.json')
  const kept = (readJsonFile<string[]>(path) ?? []).slice(0, count)
  const keys = kept.map(readRsaKey)
  while (keys.length < count) {
    const missing = Math.min(atATime, count - keys.length)
    keys.push(...(await Promise.all(Array.from({ length: missing }, () => generateRsaKey()))))
  }
  if (keys.length > kept.length) writeJsonFile(path, keys.map(rsaKeyPem))
  return keys
}
