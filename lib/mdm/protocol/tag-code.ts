import { MalformedPlistError } from './errors.ts'

/**
 * The elements of a property list by number; those up to 3 hold others.
 * Source: Apple, PropertyList-1.0.dtd
 */
export const tagCode = { plist: 1, dict: 2, array: 3, key: 4 } as const

const names: ReadonlyMap<number, readonly [code: number, letters: number]> = new Map([
  [firstFour('dict'), [tagCode.dict, 4]],
  [firstFour('array'), [tagCode.array, 5]],
  [firstFour('key>'), [tagCode.key, 3]],
  [firstFour('string'), [5, 6]],
  [firstFour('integer'), [6, 7]],
  [firstFour('real'), [7, 4]],
  [firstFour('true'), [8, 4]],
  [firstFour('false'), [9, 5]],
  [firstFour('date'), [10, 4]],
  [firstFour('data'), [11, 4]],
])

function firstFour(name: string): number {
  return Buffer.from(name).readUInt32BE(0)
}

const slash = 0x2f
const greater = 0x3e

/**
 * Reads the name of a tag by its first four letters and its length: enough to count and to nest, and quick.
 *
 * from     where the name begins, behind `<` or `</`
 * returns  where the tag ends, times 16, plus its code
 * throws   MalformedPlistError: another element, or an attribute
 * spec     Apple, PropertyList-1.0.dtd
 */
export function readTagCode(bytes: Buffer, from: number): number {
  const four =
    ((bytes[from] ?? 0) << 24) |
    ((bytes[from + 1] ?? 0) << 16) |
    ((bytes[from + 2] ?? 0) << 8) |
    (bytes[from + 3] ?? 0)
  const name = names.get(four)
  if (name === undefined) throw new MalformedPlistError('an element that is not in a property list')
  let at = from + name[1]
  if (bytes[at] !== greater) {
    while (isSpace(bytes[at])) at += 1
    if (bytes[at] === slash) at += 1
    if (bytes[at] !== greater) throw new MalformedPlistError('an attribute where none is allowed')
  }
  return (at + 1) * 16 + name[0]
}

function isSpace(octet: number | undefined): boolean {
  return octet === 0x20 || octet === 0x0a || octet === 0x0d || octet === 0x09
}
