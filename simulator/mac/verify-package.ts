import { createHash } from 'node:crypto'
import { open } from 'node:fs/promises'
import { MacError } from './mac-error.ts'
import type { PackageHashes } from './mac-state.ts'

const pieceBytes = 1024 * 1024

/** A flat package is a xar archive. */
const xarMagic = Buffer.from('xar!', 'latin1')

/** Checks the whole package against the hashes of its manifest, chunk by chunk, without holding it in memory. */
export async function verifyPackage(path: string, hashes: PackageHashes | null): Promise<number> {
  const file = await open(path)
  try {
    const { size } = await file.stat()
    const head = Buffer.alloc(4)
    await file.read(head, 0, 4, 0)
    if (!head.equals(xarMagic)) throw new MacError('bad-package', 'What was downloaded is not a package')
    if (!hashes) return size
    const chunkBytes = hashes.chunkBytes ?? Math.max(size, 1)
    if (Math.ceil(size / chunkBytes) !== hashes.hex.length) {
      throw new MacError('bad-package', 'The package is not as long as its manifest says')
    }
    const piece = Buffer.alloc(Math.min(pieceBytes, chunkBytes))
    for (const [index, expected] of hashes.hex.entries()) {
      const digest = createHash(hashes.algorithm)
      const end = Math.min(size, (index + 1) * chunkBytes)
      for (let at = index * chunkBytes; at < end; ) {
        const { bytesRead } = await file.read(piece, 0, Math.min(piece.length, end - at), at)
        if (bytesRead === 0) throw new MacError('bad-package', 'The package ended early')
        digest.update(piece.subarray(0, bytesRead))
        at += bytesRead
      }
      if (digest.digest('hex') !== expected.toLowerCase()) {
        throw new MacError('bad-package', `Part ${index + 1} of the package does not fit its hash`)
      }
    }
    return size
  } finally {
    await file.close()
  }
}
