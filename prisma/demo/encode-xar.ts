import { createHash, sign } from 'node:crypto'
import { deflateSync } from 'node:zlib'
import { escapeXml } from './escape-xml.ts'
import type { SigningIdentity } from './signing-identity.ts'

/** A file (content) or folder (children) in the archive. */
export type ArchiveMember =
  | { name: string; content: Buffer; store?: boolean }
  | { name: string; children: ArchiveMember[] }

export interface XarOptions {
  createdAt: Date
  signingIdentity: SigningIdentity | null
  /** SHA-1 is what productbuild writes by default and every reader knows. */
  digest?: 'sha1' | 'sha256'
}

const digestFacts = { sha1: { id: 1, sizeBytes: 20 }, sha256: { id: 3, sizeBytes: 32 } }

/**
 * A xar archive: header, compressed table of contents, then the heap. The heap starts with the digest of the table of
 * contents and the signature over it, both of a size known beforehand, so the table can name their places.
 */
export function encodeXar(members: readonly ArchiveMember[], options: XarOptions): Buffer {
  const { createdAt, signingIdentity, digest = 'sha1' } = options
  const { id, sizeBytes } = digestFacts[digest]
  const signatureBytes = signingIdentity ? rsaBytes(signingIdentity) : 0
  const heap = new Heap(sizeBytes + signatureBytes)
  const files = members.map((member) => heap.describe(member, createdAt)).join('')
  const toc = Buffer.from(
    `<?xml version="1.0" encoding="UTF-8"?>\n<xar><toc>` +
      `<checksum style="${digest}"><size>${sizeBytes}</size><offset>0</offset></checksum>` +
      `<creation-time>${isoSeconds(createdAt)}</creation-time>` +
      (signingIdentity ? describeSignature(signingIdentity, sizeBytes, signatureBytes) : '') +
      `${files}</toc></xar>\n`,
  )
  const stored = deflateSync(toc)
  const header = Buffer.alloc(28)
  header.write('xar!', 'latin1')
  header.writeUInt16BE(header.length, 4)
  header.writeUInt16BE(1, 6)
  header.writeBigUInt64BE(BigInt(stored.length), 8)
  header.writeBigUInt64BE(BigInt(toc.length), 16)
  header.writeUInt32BE(id, 24)
  const tocDigest = createHash(digest).update(stored).digest()
  const signature = signingIdentity ? [sign(digest, stored, signingIdentity.privateKey)] : []
  return Buffer.concat([header, stored, tocDigest, ...signature, ...heap.parts])
}

class Heap {
  readonly parts: Buffer[] = []
  private length: number
  private lastId = 0

  constructor(reservedBytes: number) {
    this.length = reservedBytes
  }

  describe(member: ArchiveMember, createdAt: Date): string {
    this.lastId += 1
    const id = this.lastId
    const times = ['ctime', 'mtime', 'atime']
      .map((name) => `<${name}>${isoSeconds(createdAt)}</${name}>`)
      .join('')
    const owners = '<group>wheel</group><gid>0</gid><user>root</user><uid>0</uid>'
    const name = `<name>${escapeXml(member.name)}</name>`
    if ('children' in member) {
      const children = member.children.map((child) => this.describe(child, createdAt)).join('')
      return `<file id="${id}">${times}${owners}<mode>0755</mode><type>directory</type>${name}${children}</file>`
    }
    const data = this.add(member.content, member.store ?? false)
    return `<file id="${id}">${data}${times}${owners}<mode>0644</mode><type>file</type>${name}</file>`
  }

  private add(content: Buffer, store: boolean): string {
    const archived = store ? content : deflateSync(content)
    const offset = this.length
    this.parts.push(archived)
    this.length += archived.length
    const encoding = store ? 'application/octet-stream' : 'application/x-gzip'
    return (
      `<data><length>${archived.length}</length><offset>${offset}</offset><size>${content.length}</size>` +
      `<encoding style="${encoding}"/>` +
      `<extracted-checksum style="sha1">${sha1Hex(content)}</extracted-checksum>` +
      `<archived-checksum style="sha1">${sha1Hex(archived)}</archived-checksum></data>`
    )
  }
}

function describeSignature(identity: SigningIdentity, offset: number, sizeBytes: number): string {
  const certificates = identity.certificateChainDer
    .map((der) => `<X509Certificate>${der.toString('base64')}</X509Certificate>`)
    .join('')
  return (
    `<signature style="RSA"><offset>${offset}</offset><size>${sizeBytes}</size>` +
    '<KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#">' +
    `<X509Data>${certificates}</X509Data></KeyInfo></signature>`
  )
}

function rsaBytes({ privateKey }: SigningIdentity): number {
  return Math.ceil((privateKey.asymmetricKeyDetails?.modulusLength ?? 0) / 8)
}

function sha1Hex(bytes: Buffer): string {
  return createHash('sha1').update(bytes).digest('hex')
}

function isoSeconds(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`
}
