import type { FileHandle } from 'node:fs/promises'
import { PackageError } from './package-error.ts'
import { readBytes } from './read-bytes.ts'

export type XarDigest = 'sha1' | 'sha256' | 'sha512'

export interface XarHeader {
  headerSizeBytes: number
  tocCompressedBytes: number
  tocUncompressedBytes: number
  tocDigest: XarDigest
}

const fixedHeaderBytes = 28
const maxHeaderBytes = 1024
const maxCompressedBytes = 16 * 1024 * 1024
const maxUncompressedBytes = 64 * 1024 * 1024

/** The fixed start of a xar archive: magic, header size, version, the two lengths of the table of contents, digest. */
export async function readXarHeader(file: FileHandle, fileSizeBytes: number): Promise<XarHeader> {
  const start = await readBytes(file, 0, Math.min(fileSizeBytes, maxHeaderBytes))
  if (start.subarray(0, 4).toString('latin1') !== 'xar!') {
    throw new PackageError('not_a_package', 'The file does not start like a xar archive')
  }
  if (start.length < fixedHeaderBytes) throw new PackageError('truncated', 'The file ends inside its header')
  const headerSizeBytes = start.readUInt16BE(4)
  const version = start.readUInt16BE(6)
  if (version !== 1 || headerSizeBytes < fixedHeaderBytes || headerSizeBytes > maxHeaderBytes) {
    throw new PackageError('not_a_package', 'The file has an unknown kind of xar header')
  }
  if (start.length < headerSizeBytes) throw new PackageError('truncated', 'The file ends inside its header')
  return {
    headerSizeBytes,
    tocCompressedBytes: boundedLength(start.readBigUInt64BE(8), maxCompressedBytes),
    tocUncompressedBytes: boundedLength(start.readBigUInt64BE(16), maxUncompressedBytes),
    tocDigest: digestNamed(start.readUInt32BE(24), start.subarray(fixedHeaderBytes, headerSizeBytes)),
  }
}

function boundedLength(length: bigint, limitBytes: number): number {
  if (length > BigInt(limitBytes)) {
    throw new PackageError('toc_too_large', `The table of contents claims ${length} bytes`)
  }
  if (length === 0n) throw new PackageError('toc_corrupt', 'The table of contents is empty')
  return Number(length)
}

// Apple's xar numbers SHA-256 as 3 and SHA-512 as 4; the open fork uses 3 for "the name follows in the header".
function digestNamed(algorithm: number, nameBytes: Buffer): XarDigest {
  const name = nameBytes.toString('latin1').split('\0', 1)[0]
  if (algorithm === 1) return 'sha1'
  if (algorithm === 3 && (name === '' || name === 'sha256')) return 'sha256'
  if (algorithm === 4 || (algorithm === 3 && name === 'sha512')) return 'sha512'
  throw new PackageError('unsupported_checksum', `The table of contents uses checksum algorithm ${algorithm}`)
}
