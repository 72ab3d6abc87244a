import { basename, dirname } from 'node:path/posix'
import { BomStore, numbers } from './bom-store.ts'
import { fullMode, type InstalledFile, owner } from './installed-file.ts'
import { posixChecksum } from './posix-checksum.ts'

/** The bill of materials of a component: every path with its metadata, from which macOS writes the receipt. */
export function encodeBom(files: readonly InstalledFile[], modifiedAt: Date): Buffer {
  const store = new BomStore()
  const totalBytes = files.reduce((sum, { content }) => sum + (content?.length ?? 0), 0)
  store.addNamedBlock('BomInfo', numbers(1, files.length, 1, 0, 0, totalBytes, 0))
  store.addNamedBlock('Paths', store.addTree(addPaths(store, files, modifiedAt), 4096))
  store.addNamedBlock('HLIndex', store.addTree([], 4096))
  const virtualPaths = store.addBlock(store.addTree([], 128))
  store.addNamedBlock('VIndex', Buffer.concat([numbers(1, virtualPaths, 0), Buffer.alloc(1)]))
  store.addNamedBlock('Size64', store.addTree([], 4096))
  return store.encode()
}

// The tree is sorted as macOS searches it: by parent, then by name.
function addPaths(store: BomStore, files: readonly InstalledFile[], modifiedAt: Date) {
  const numberByPath = new Map(files.map(({ path }, index) => [path, index + 1]))
  const placed = files.map((file, index) => ({
    file,
    number: index + 1,
    name: basename(file.path),
    parent: file.path === '.' ? 0 : (numberByPath.get(dirname(file.path)) ?? 0),
  }))
  placed.sort((a, b) => a.parent - b.parent || (a.name < b.name ? -1 : 1))
  return placed.map(({ file, number, name, parent }) => {
    const metadata = store.addBlock(encodeMetadata(file, modifiedAt))
    return {
      key: store.addBlock(numbers(number, metadata)),
      value: store.addBlock(Buffer.concat([numbers(parent), Buffer.from(`${name}\0`)])),
    }
  })
}

const bomType = { file: 1, directory: 2 }

function encodeMetadata(file: InstalledFile, modifiedAt: Date): Buffer {
  const bytes = Buffer.alloc(file.content ? 35 : 31)
  bytes.writeUInt8(file.content ? bomType.file : bomType.directory, 0)
  bytes.writeUInt8(1, 1)
  bytes.writeUInt16BE(0x000f, 2) // carries full metadata, is no binary
  bytes.writeUInt16BE(fullMode(file), 4)
  bytes.writeUInt32BE(owner.userId, 6)
  bytes.writeUInt32BE(owner.groupId, 10)
  bytes.writeUInt32BE(Math.floor(modifiedAt.getTime() / 1000), 14)
  bytes.writeUInt32BE(file.content?.length ?? 0, 18)
  bytes.writeUInt8(1, 22)
  if (file.content) bytes.writeUInt32BE(posixChecksum(file.content), 23)
  return bytes
}
