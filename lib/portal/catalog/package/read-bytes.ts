import type { FileHandle } from 'node:fs/promises'
import { PackageError } from './package-error.ts'

/** Reads exactly so many bytes, or says that the file ended early. Callers bound the length. */
export async function readBytes(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length)
  let filled = 0
  while (filled < length) {
    const { bytesRead } = await file
      .read(bytes, filled, length - filled, position + filled)
      .catch((cause: unknown) => {
        throw new PackageError('unreadable_file', 'The file cannot be read', { cause })
      })
    if (bytesRead === 0) throw new PackageError('truncated', `The file ends at byte ${position + filled}`)
    filled += bytesRead
  }
  return bytes
}
