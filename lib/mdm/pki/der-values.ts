import { MalformedDerError } from '../protocol/errors.ts'
import { BoundedCache } from './bounded-cache.ts'
import { type DerNode, expectTag, tag } from './der.ts'

// The same few identifiers come in every message.
const knownOids = new BoundedCache<string>(256)

/**
 * Reads an object identifier as dotted text.
 * Source: ITU-T X.690 section 8.19
 */
export function readOid(node: DerNode | undefined): string {
  const { content } = expectTag(node, tag.oid)
  if (content.length === 0 || content.length > 64) throw new MalformedDerError('an impossible identifier')
  const octets = Buffer.from(content.buffer, content.byteOffset, content.length).toString('latin1')
  const known = knownOids.get(octets)
  if (known !== undefined) return known
  const dotted = decodeOid(content)
  knownOids.set(octets, dotted)
  return dotted
}

function decodeOid(content: Uint8Array): string {
  const arcs: number[] = []
  let arc = 0
  for (const octet of content) {
    arc = arc * 128 + (octet & 0x7f)
    if (arc > Number.MAX_SAFE_INTEGER / 128) throw new MalformedDerError('an impossible identifier')
    if (octet < 0x80) {
      arcs.push(arc)
      arc = 0
    }
  }
  if ((content.at(-1) ?? 0x80) >= 0x80) throw new MalformedDerError('an identifier that does not end')
  const first = arcs[0] ?? 0
  const top = Math.min(Math.floor(first / 40), 2)
  return [top, first - top * 40, ...arcs.slice(1)].join('.')
}

/**
 * Reads a small non-negative integer such as a version.
 * Source: ITU-T X.690 section 8.3
 */
export function readSmallInteger(node: DerNode | undefined): number {
  const { content } = expectTag(node, tag.integer)
  if (content.length === 0 || content.length > 4 || (content[0] ?? 0x80) >= 0x80) {
    throw new MalformedDerError('an integer out of range')
  }
  return content.reduce((value, octet) => value * 256 + octet, 0)
}

/**
 * Reads an integer's magnitude as lower-case hexadecimal without leading zero octets.
 * Source: RFC 5280 section 4.1.2.2 (serial numbers)
 */
export function readIntegerHex(node: DerNode | undefined): string {
  const { content } = expectTag(node, tag.integer)
  if (content.length === 0) throw new MalformedDerError('an empty integer')
  let start = 0
  while (start < content.length - 1 && content[start] === 0) start++
  return Buffer.from(content.subarray(start)).toString('hex')
}

/**
 * Reads a bit string that is whole octets.
 * Source: ITU-T X.690 section 8.6
 */
export function readBitString(node: DerNode | undefined): Uint8Array {
  const { content } = expectTag(node, tag.bitString)
  if (content[0] !== 0) throw new MalformedDerError('a bit string that is not whole octets')
  return content.subarray(1)
}

/**
 * Reads any of the character strings of X.520; control characters are refused.
 * Source: RFC 5280 section 4.1.2.4 (DirectoryString)
 */
export function readText(node: DerNode | undefined): string {
  const text = decodeText(node)
  if (/\p{Cc}/u.test(text)) throw new MalformedDerError('control characters in a string')
  return text
}

function decodeText(node: DerNode | undefined): string {
  if (node === undefined) throw new MalformedDerError('a missing string')
  const bytes = Buffer.from(node.content.buffer, node.content.byteOffset, node.content.length)
  switch (node.tag) {
    case tag.utf8String:
      try {
        return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
      } catch (cause) {
        throw new MalformedDerError('a string that is not UTF-8', { cause })
      }
    case tag.printableString:
    case tag.ia5String:
    case tag.t61String:
      return bytes.toString('latin1')
    case tag.bmpString:
      if (bytes.length % 2 !== 0) throw new MalformedDerError('an odd two-byte string')
      return Buffer.from(bytes).swap16().toString('utf16le')
    default:
      throw new MalformedDerError('a kind of string that we do not read')
  }
}

/**
 * Reads UTCTime or GeneralizedTime, in seconds and UTC as certificates must have them.
 * Source: RFC 5280 section 4.1.2.5
 */
export function readTime(node: DerNode | undefined): Date {
  const text = node === undefined ? '' : Buffer.from(node.content).toString('latin1')
  let digits = ''
  if (node?.tag === tag.utcTime && /^\d{12}Z$/.test(text)) digits = (text < '50' ? '20' : '19') + text
  else if (node?.tag === tag.generalizedTime && /^\d{14}Z$/.test(text)) digits = text
  else throw new MalformedDerError('a time of another form')
  const iso = digits.replace(/^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z')
  const time = new Date(iso)
  if (Number.isNaN(time.getTime())) throw new MalformedDerError('an impossible time')
  return time
}
