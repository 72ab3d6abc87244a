import { MalformedDerError } from '../protocol/errors.ts'

/**
 * One tag-length-value. `raw` is all of it, `content` the value; both are views on the input, made when asked for:
 * most nodes of a message are only passed by.
 * Source: ITU-T X.690 section 8.1
 */
export class DerNode {
  readonly tag: number
  readonly bytes: Uint8Array
  readonly start: number
  readonly contentStart: number
  readonly end: number

  constructor(tag: number, bytes: Uint8Array, start: number, contentStart: number, end: number) {
    this.tag = tag
    this.bytes = bytes
    this.start = start
    this.contentStart = contentStart
    this.end = end
  }

  get raw(): Uint8Array {
    return this.bytes.subarray(this.start, this.end)
  }

  get content(): Uint8Array {
    return this.bytes.subarray(this.contentStart, this.end)
  }
}

/**
 * Identifier octets that X.509, PKCS#10 and CMS use.
 * Source: ITU-T X.690 section 8.1.2
 */
export const tag = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  oid: 0x06,
  utf8String: 0x0c,
  printableString: 0x13,
  t61String: 0x14,
  ia5String: 0x16,
  utcTime: 0x17,
  generalizedTime: 0x18,
  universalString: 0x1c,
  bmpString: 0x1e,
  sequence: 0x30,
  set: 0x31,
  /** context-specific and primitive */
  implicit: (number: number) => 0x80 | number,
  /** context-specific and constructed */
  explicit: (number: number) => 0xa0 | number,
} as const

/**
 * Reads one value that fills the bytes to the last one.
 *
 * throws   MalformedDerError for truncated, over-long or non-minimal encodings and trailing bytes.
 * spec     ITU-T X.690 section 10 (DER)
 */
export function readDer(bytes: Uint8Array): DerNode {
  const node = readAt(bytes, 0, bytes.length)
  if (node.end !== bytes.length) throw new MalformedDerError('bytes after the end')
  return node
}

/**
 * Reads the values inside a constructed one.
 *
 * throws   MalformedDerError, also when there are more than 10 000.
 * spec     ITU-T X.690 section 8.9
 */
export function readChildren(node: DerNode): DerNode[] {
  if ((node.tag & 0x20) === 0)
    throw new MalformedDerError('a primitive value where a constructed one belongs')
  const children: DerNode[] = []
  let offset = node.contentStart
  while (offset < node.end) {
    const child = readAt(node.bytes, offset, node.end)
    if (children.push(child) > 10_000) throw new MalformedDerError('too many values')
    offset = child.end
  }
  return children
}

/**
 * Takes the node that stands at a place and checks its tag.
 *
 * throws   MalformedDerError when it is missing or another kind.
 * spec     ITU-T X.690
 */
export function expectTag(node: DerNode | undefined, expected: number): DerNode {
  if (node === undefined || node.tag !== expected) throw new MalformedDerError('an unexpected value')
  return node
}

/**
 * Opens a SEQUENCE.
 * Source: ITU-T X.690 section 8.9
 */
export function readSequence(node: DerNode | undefined): DerNode[] {
  return readChildren(expectTag(node, tag.sequence))
}

/**
 * Opens a SET. Its order is not checked.
 * Source: ITU-T X.690 section 8.11
 */
export function readSet(node: DerNode | undefined): DerNode[] {
  return readChildren(expectTag(node, tag.set))
}

function readAt(bytes: Uint8Array, offset: number, limit: number): DerNode {
  if (offset + 2 > limit) throw new MalformedDerError('truncated')
  const identifier = bytes[offset] ?? 0
  const first = bytes[offset + 1] ?? 0
  if ((identifier & 0x1f) === 0x1f) throw new MalformedDerError('a tag number above 30')
  let length = first
  let start = offset + 2
  if (first >= 0x80) {
    const count = first & 0x7f
    if (count === 0 || count > 4) throw new MalformedDerError('a length that DER does not allow')
    if (start + count > limit) throw new MalformedDerError('truncated')
    length = 0
    for (let index = 0; index < count; index++) length = length * 256 + (bytes[start + index] ?? 0)
    start += count
    if (length < 0x80 || bytes[start - count] === 0)
      throw new MalformedDerError('a length that is not minimal')
  }
  const end = start + length
  if (end > limit) throw new MalformedDerError('truncated')
  return new DerNode(identifier, bytes, offset, start, end)
}
