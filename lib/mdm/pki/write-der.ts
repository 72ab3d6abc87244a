import { tag } from './der.ts'

/**
 * Writes one value with the shortest length.
 * Source: ITU-T X.690 section 10.1
 */
export function writeDer(identifier: number, ...contents: Uint8Array[]): Uint8Array {
  let length = 0
  for (const content of contents) length += content.length
  const header = writeDerHeader(identifier, length)
  const written = new Uint8Array(header.length + length)
  written.set(header)
  let offset = header.length
  for (const content of contents) {
    written.set(content, offset)
    offset += content.length
  }
  return written
}

/**
 * Writes the identifier and the shortest length of a value of so many bytes.
 * Source: ITU-T X.690 section 10.1
 */
export function writeDerHeader(identifier: number, length: number): Uint8Array {
  if (length < 0x80) return Uint8Array.of(identifier, length)
  const octets: number[] = []
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) octets.unshift(rest % 256)
  return Uint8Array.of(identifier, 0x80 | octets.length, ...octets)
}

/**
 * Writes a SEQUENCE.
 * Source: ITU-T X.690 section 8.9
 */
export function writeSequence(...items: Uint8Array[]): Uint8Array {
  return writeDer(tag.sequence, ...items)
}

/**
 * Writes a SET OF in DER's order.
 * Source: ITU-T X.690 section 11.6
 */
export function writeSetOf(...items: Uint8Array[]): Uint8Array {
  return writeDer(tag.set, ...items.toSorted(Buffer.compare))
}

const writtenOids = new Map<string, Uint8Array>()

/**
 * Writes an object identifier from dotted text. There are few of them, and each is worked out once.
 * Source: ITU-T X.690 section 8.19
 */
export function writeOid(dotted: string): Uint8Array {
  let written = writtenOids.get(dotted)
  if (written === undefined) {
    written = encodeOid(dotted)
    writtenOids.set(dotted, written)
  }
  return written
}

function encodeOid(dotted: string): Uint8Array {
  const [top = 0, second = 0, ...rest] = dotted.split('.').map(Number)
  const octets = [top * 40 + second, ...rest].flatMap((arc) => {
    const septets = [arc % 128]
    for (let left = Math.floor(arc / 128); left > 0; left = Math.floor(left / 128)) {
      septets.unshift(0x80 | (left % 128))
    }
    return septets
  })
  return writeDer(tag.oid, Uint8Array.from(octets))
}

/**
 * Writes a non-negative INTEGER from its big-endian magnitude.
 * Source: ITU-T X.690 section 8.3
 */
export function writeUnsignedInteger(magnitude: Uint8Array): Uint8Array {
  let start = 0
  while (start < magnitude.length - 1 && magnitude[start] === 0) start++
  const shortest = magnitude.length === 0 ? Uint8Array.of(0) : magnitude.subarray(start)
  const sign = (shortest[0] ?? 0) >= 0x80 ? [Uint8Array.of(0)] : []
  return writeDer(tag.integer, ...sign, shortest)
}

/**
 * Writes a BIT STRING of whole octets.
 * Source: ITU-T X.690 section 8.6
 */
export function writeBitString(octets: Uint8Array, unusedBits = 0): Uint8Array {
  return writeDer(tag.bitString, Uint8Array.of(unusedBits), octets)
}

/**
 * Writes a UTF8String.
 * Source: ITU-T X.690 section 8.23
 */
export function writeUtf8String(text: string): Uint8Array {
  return writeDer(tag.utf8String, new TextEncoder().encode(text))
}

/**
 * Writes a time as certificates must have it: UTCTime before 2050, GeneralizedTime from then on.
 * Source: RFC 5280 section 4.1.2.5
 */
export function writeTime(time: Date): Uint8Array {
  const digits = `${time
    .toISOString()
    .replace(/\.\d{3}Z$/, '')
    .replace(/[-:T]/g, '')}Z`
  const utc = time.getUTCFullYear() < 2050
  return writeDer(
    utc ? tag.utcTime : tag.generalizedTime,
    Buffer.from(utc ? digits.slice(2) : digits, 'latin1'),
  )
}

/**
 * Writes an algorithm identifier with NULL or with the parameters given; null leaves them out.
 * Source: RFC 5280 section 4.1.1.2
 */
export function writeAlgorithm(oid: string, parameters: Uint8Array | null = Uint8Array.of(5, 0)): Uint8Array {
  return parameters === null ? writeSequence(writeOid(oid)) : writeSequence(writeOid(oid), parameters)
}
