import { UnencodablePlistError } from './errors.ts'
import { isPlistDict, type PlistDict, type PlistValue } from './plist.ts'

// Every object stands once, in the order in which it is met; references and offsets are four octets wide.
const width = 4
const magic = Buffer.from('bplist00', 'latin1')

/**
 * Writes a binary property list, which some values inside commands have to be.
 *
 * throws   UnencodablePlistError for dates and for numbers with a fraction, which none of those values holds.
 * spec     Apple, CFBinaryPList.c (format bplist00)
 */
export function encodeBinaryPlist(value: PlistDict): Uint8Array {
  const objects: Buffer[] = []
  collect(value, objects)
  const offsets: number[] = []
  let end = magic.length
  for (const object of objects) {
    offsets.push(end)
    end += object.length
  }
  const trailer = Buffer.alloc(32)
  trailer.writeUInt8(width, 6)
  trailer.writeUInt8(width, 7)
  trailer.writeBigUInt64BE(BigInt(objects.length), 8)
  trailer.writeBigUInt64BE(BigInt(end), 24)
  return Buffer.concat([magic, ...objects, ...offsets.map(reference), trailer])
}

/** Appends a value and all that it holds; returns its number. */
function collect(value: PlistValue, objects: Buffer[]): number {
  const index = objects.push(Buffer.alloc(0)) - 1
  objects[index] = encodeObject(value, (held) => collect(held, objects))
  return index
}

function encodeObject(value: PlistValue, add: (held: PlistValue) => number): Buffer {
  if (typeof value === 'boolean') return Buffer.of(value ? 0x09 : 0x08)
  if (typeof value === 'number' || typeof value === 'bigint') return encodeInteger(value)
  if (typeof value === 'string') return encodeText(value)
  if (value instanceof Uint8Array) return Buffer.concat([header(0x40, value.length), value])
  if (Array.isArray(value)) {
    return Buffer.concat([header(0xa0, value.length), ...value.map((held) => reference(add(held)))])
  }
  if (!isPlistDict(value)) throw new UnencodablePlistError('a date, which is not written here')
  const entries = Object.entries(value).filter(([, held]) => held !== undefined)
  const keys = entries.map(([key]) => reference(add(key)))
  return Buffer.concat([
    header(0xd0, entries.length),
    ...keys,
    ...entries.map(([, held]) => reference(add(held))),
  ])
}

function encodeInteger(value: number | bigint): Buffer {
  if (typeof value === 'number' && !Number.isSafeInteger(value)) {
    throw new UnencodablePlistError('a number that is not written here')
  }
  const octets = Buffer.alloc(9)
  octets.writeUInt8(0x13, 0)
  octets.writeBigInt64BE(BigInt(value), 1)
  return octets
}

function encodeText(value: string): Buffer {
  const isAscii = Buffer.byteLength(value, 'utf8') === value.length
  if (isAscii) return Buffer.concat([header(0x50, value.length), Buffer.from(value, 'latin1')])
  return Buffer.concat([header(0x60, value.length), Buffer.from(value, 'utf16le').swap16()])
}

/** Type and count; counts from 15 on follow as an integer. */
function header(type: number, count: number): Buffer {
  if (count < 15) return Buffer.of(type | count)
  return Buffer.concat([Buffer.of(type | 0x0f), encodeInteger(count)])
}

function reference(index: number): Buffer {
  const octets = Buffer.alloc(width)
  octets.writeUInt32BE(index)
  return octets
}
