import { createHash } from 'node:crypto'
import type { Stats } from 'node:fs'
import type { FileHandle } from 'node:fs/promises'
import { promisify } from 'node:util'
import { inflate, unzip } from 'node:zlib'
import { PackageError } from './package-error.ts'
import { type HeapRange, parseToc, type XarData, type XarEntry, type XarToc } from './parse-toc.ts'
import { parseXml } from './parse-xml.ts'
import { readBytes } from './read-bytes.ts'
import { readXarHeader, type XarDigest } from './xar-header.ts'

const maxMemberBytes = 8 * 1024 * 1024
const inflateBytes = promisify(inflate)
const unzipBytes = promisify(unzip)

/** An opened xar archive. Only the table of contents is in memory; members are read one by one, each bounded. */
export class XarArchive {
  readonly toc: XarToc
  /** The table of contents as stored: what the signature was made over. */
  readonly tocCompressed: Buffer
  readonly tocDigest: XarDigest
  private readonly file: FileHandle
  private readonly heapStart: number

  private constructor(
    file: FileHandle,
    toc: XarToc,
    stored: { bytes: Buffer; digest: XarDigest; end: number },
  ) {
    this.file = file
    this.toc = toc
    this.tocCompressed = stored.bytes
    this.tocDigest = stored.digest
    this.heapStart = stored.end
  }

  static async open(file: FileHandle): Promise<XarArchive> {
    const { size: fileSizeBytes } = await requireFile(file)
    const header = await readXarHeader(file, fileSizeBytes)
    const heapStart = header.headerSizeBytes + header.tocCompressedBytes
    if (heapStart > fileSizeBytes)
      throw new PackageError('truncated', 'The file ends in its table of contents')
    const bytes = await readBytes(file, header.headerSizeBytes, header.tocCompressedBytes)
    const xml = await inflateToc(bytes, header.tocUncompressedBytes)
    const toc = parseToc(await parseXml(xml, 'The table of contents'))
    requireInside(toc, fileSizeBytes - heapStart)
    const archive = new XarArchive(file, toc, { bytes, digest: header.tocDigest, end: heapStart })
    await archive.verifyTocChecksum()
    return archive
  }

  /** The one entry at that place, or null. Two with the same name could mean different things to different readers. */
  find(...names: [string, ...string[]]): XarEntry | null {
    let entries = this.toc.entries
    let found: XarEntry | null = null
    for (const name of names) {
      const matches = entries.filter((entry) => entry.name === name)
      if (matches.length > 1)
        throw new PackageError('malformed_toc', 'Two files in the package share one name')
      found = matches[0] ?? null
      if (!found) return null
      entries = found.children
    }
    return found
  }

  readHeap(range: HeapRange): Promise<Buffer> {
    if (range.length > maxMemberBytes) {
      throw new PackageError('member_too_large', `A part of the package claims ${range.length} bytes`)
    }
    return readBytes(this.file, this.heapStart + range.offset, range.length)
  }

  async readMember(data: XarData): Promise<Buffer> {
    if (data.uncompressedBytes > maxMemberBytes) {
      throw new PackageError(
        'member_too_large',
        `A part of the package claims ${data.uncompressedBytes} bytes`,
      )
    }
    const stored = await this.readHeap(data)
    const { archivedChecksum } = data
    if (archivedChecksum && isDigest(archivedChecksum.style)) {
      const hex = createHash(archivedChecksum.style).update(stored).digest('hex')
      if (hex !== archivedChecksum.hex) {
        throw new PackageError('member_corrupt', 'A part of the package does not match its checksum')
      }
    }
    return decodeMember(stored, data)
  }

  private async verifyTocChecksum(): Promise<void> {
    const { style, ...range } = this.toc.checksum
    const computed = createHash(this.tocDigest).update(this.tocCompressed).digest()
    if (style !== this.tocDigest || range.length !== computed.length) {
      throw new PackageError('toc_checksum_mismatch', 'Header and table of contents disagree on the checksum')
    }
    if (!computed.equals(await this.readHeap(range))) {
      throw new PackageError('toc_checksum_mismatch', 'The table of contents does not match its checksum')
    }
  }
}

async function requireFile(file: FileHandle): Promise<Stats> {
  const facts = await file.stat()
  if (!facts.isFile()) throw new PackageError('unreadable_file', 'This is a folder or a device, not a file')
  return facts
}

async function inflateToc(bytes: Buffer, uncompressedBytes: number): Promise<Buffer> {
  try {
    const xml = await inflateBytes(bytes, { maxOutputLength: uncompressedBytes })
    if (xml.length === uncompressedBytes) return xml
  } catch (cause) {
    throw new PackageError('toc_corrupt', 'The table of contents cannot be decompressed', { cause })
  }
  throw new PackageError('toc_corrupt', 'The table of contents is shorter than the header says')
}

async function decodeMember(stored: Buffer, data: XarData): Promise<Buffer> {
  const decoded = await decompress(stored, data.encoding)
  if (decoded.length !== data.uncompressedBytes) {
    throw new PackageError('member_corrupt', 'A part of the package has another size than it claims')
  }
  return decoded
}

// xar calls zlib's format "gzip"; some writers take the name at its word. unzip accepts both.
async function decompress(stored: Buffer, encoding: string): Promise<Buffer> {
  if (encoding === 'application/octet-stream') return stored
  if (encoding !== 'application/x-gzip' && encoding !== 'application/zlib') {
    throw new PackageError(
      'unsupported_encoding',
      'A part of the package is compressed in another way than gzip',
    )
  }
  try {
    return await unzipBytes(stored, { maxOutputLength: maxMemberBytes })
  } catch (cause) {
    throw new PackageError('member_corrupt', 'A part of the package cannot be decompressed', { cause })
  }
}

function requireInside(toc: XarToc, heapBytes: number): void {
  const inside = ({ offset, length }: HeapRange) => offset + length <= heapBytes
  const entryInside = (entry: XarEntry): boolean =>
    (!entry.data || inside(entry.data)) && entry.children.every(entryInside)
  if (!inside(toc.checksum) || !toc.signatures.every(inside) || !toc.entries.every(entryInside)) {
    throw new PackageError('truncated', 'The package lists files that lie beyond its end')
  }
}

function isDigest(style: string): style is XarDigest {
  return style === 'sha1' || style === 'sha256' || style === 'sha512'
}
