import { createHash, randomUUID } from 'node:crypto'
import { mkdir, open, rm } from 'node:fs/promises'
import path from 'node:path'
import { packageFolder } from '#lib/server/package-file.ts'
import { CatalogError } from './catalog-error.ts'

export interface SavedUpload {
  path: string
  sha256Hex: string
  sizeBytes: number
}

export function incomingFolder(): string {
  return path.join(packageFolder(), 'incoming')
}

/**
 * Writes a stream to a file of its own and hashes it on the way; memory stays flat whatever the size.
 * Whatever goes wrong, no file is left behind.
 *
 * throws  CatalogError package_too_large, upload_broken_off, empty_upload
 */
export async function saveUpload(content: AsyncIterable<Uint8Array>, maxBytes: number): Promise<SavedUpload> {
  await mkdir(incomingFolder(), { recursive: true, mode: 0o700 })
  const filePath = path.join(incomingFolder(), randomUUID())
  const file = await open(filePath, 'wx', 0o600)
  const hash = createHash('sha256')
  let sizeBytes = 0
  try {
    for await (const chunk of arriving(content)) {
      sizeBytes += chunk.length
      if (sizeBytes > maxBytes) throw new CatalogError('package_too_large')
      hash.update(chunk)
      await file.writeFile(chunk)
    }
    if (sizeBytes === 0) throw new CatalogError('empty_upload')
    await file.sync()
  } catch (error) {
    await file.close()
    await rm(filePath, { force: true })
    throw error
  }
  await file.close()
  return { path: filePath, sha256Hex: hash.digest('hex'), sizeBytes }
}

/** Tells a sender that went away from a disk that is full. */
async function* arriving(content: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const chunks = content[Symbol.asyncIterator]()
  try {
    for (;;) {
      const next = await chunks.next().catch((cause: unknown) => {
        throw new CatalogError('upload_broken_off', {}, { cause })
      })
      if (next.done) return
      yield next.value
    }
  } finally {
    await chunks.return?.()
  }
}
