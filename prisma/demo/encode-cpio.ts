import { fullMode, type InstalledFile, owner } from './installed-file.ts'

/** The Payload of a component before compression: a cpio archive in the portable "odc" form (POSIX, octal numbers). */
export function encodeCpio(files: readonly InstalledFile[], modifiedAt: Date): Buffer {
  const parts = files.flatMap((file, index) => encodeEntry(file, index + 1, modifiedAt))
  const trailer: InstalledFile = { path: 'TRAILER!!!', mode: 0, content: Buffer.alloc(0) }
  return Buffer.concat([...parts, ...encodeEntry(trailer, 0, new Date(0))])
}

function encodeEntry(file: InstalledFile, inode: number, modifiedAt: Date): Buffer[] {
  const content = file.content ?? Buffer.alloc(0)
  const name = Buffer.from(`${file.path}\0`)
  const header = [
    '070707',
    octal(0, 6), // device
    octal(inode, 6),
    octal(inode === 0 ? 0 : fullMode(file), 6),
    octal(owner.userId, 6),
    octal(owner.groupId, 6),
    octal(file.content ? 1 : 2, 6), // links
    octal(0, 6), // device this stands for
    octal(Math.floor(modifiedAt.getTime() / 1000), 11),
    octal(name.length, 6),
    octal(content.length, 11),
  ]
  return [Buffer.from(header.join(''), 'latin1'), name, content]
}

function octal(value: number, digits: number): string {
  return value.toString(8).padStart(digits, '0')
}
