import { createHash, randomBytes } from 'node:crypto'
import type { StandInServer } from './stand-in-server.ts'

export type PretendPackage = { bytes: Buffer; manifest: Record<string, unknown>; manifestUrl: string }

/** A file that begins like a package, with its manifest, both on the server. */
export function offerPackage(server: StandInServer, sizeBytes = 70_000, chunkBytes = 16_384): PretendPackage {
  const bytes = Buffer.concat([Buffer.from('xar!'), randomBytes(sizeBytes - 4)])
  const hashes: string[] = []
  for (let at = 0; at < bytes.length; at += chunkBytes) {
    hashes.push(
      createHash('sha256')
        .update(bytes.subarray(at, at + chunkBytes))
        .digest('hex'),
    )
  }
  server.files.set('/drawing.pkg', bytes)
  const asset = { kind: 'software-package', url: `${server.origin}/drawing.pkg` }
  const manifest = {
    items: [
      {
        assets: [{ ...asset, 'sha256-size': chunkBytes, sha256s: hashes }],
        metadata: {
          kind: 'software',
          'bundle-identifier': 'nl.example.drawing',
          'bundle-version': '4.2.0',
          title: 'Drawing',
        },
      },
    ],
  }
  return { bytes, manifest, manifestUrl: `${server.origin}/manifest.plist` }
}
