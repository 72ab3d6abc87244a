import { MalformedDerError } from '../protocol/errors.ts'
import { tag } from './der.ts'
import { writeDerHeader } from './write-der.ts'

const maxDepth = 32
const maxNodes = 20_000
const constructedBit = 0x20
const octetStringInPieces = tag.octetString | constructedBit
const indefinite = -1

/**
 * Rewrites the BER that CMS writers produce (indefinite lengths, octet strings in pieces) as definite lengths
 * that the strict reader takes. Values that were DER keep every byte, so what was signed stays what it was.
 *
 * throws   MalformedDerError when truncated, nested too deep or followed by other bytes.
 * spec     ITU-T X.690 sections 8.1.3.6 and 8.7.3; RFC 5652 section 2
 */
export function berToDer(bytes: Uint8Array): Uint8Array {
  const writer: Writer = { bytes, offset: 0, nodes: 0, parts: [] }
  rewrite(writer, bytes.length, 0)
  if (writer.offset !== bytes.length) throw new MalformedDerError('bytes after the end')
  const der = Buffer.concat(writer.parts)
  return new Uint8Array(der.buffer, der.byteOffset, der.length)
}

type Reader = { readonly bytes: Uint8Array; offset: number; nodes: number }
type Writer = Reader & { readonly parts: Uint8Array[] }

/** Rewrites one value and gives how many bytes it has become. */
function rewrite(writer: Writer, end: number, depth: number): number {
  const start = writer.offset
  const isAlready = skipDer(writer, end, depth)
  if (isAlready) return push(writer, writer.bytes.subarray(start, writer.offset))
  writer.offset = start
  const identifier = nextIdentifier(writer, end, depth)
  const length = nextLength(writer, end)
  const slot = writer.parts.push(new Uint8Array()) - 1
  const size = rewriteContent(writer, identifier, length, end, depth)
  const isPieces = identifier === octetStringInPieces
  const header = writeDerHeader(isPieces ? tag.octetString : identifier, size)
  writer.parts[slot] = header
  return header.length + size
}

function rewriteContent(
  writer: Writer,
  identifier: number,
  length: number,
  end: number,
  depth: number,
): number {
  if ((identifier & constructedBit) === 0) return push(writer, takeContent(writer, length))
  const stop = length === indefinite ? end : writer.offset + length
  let size = 0
  while (length === indefinite ? !atEndMarker(writer, stop) : writer.offset < stop) {
    size +=
      identifier === octetStringInPieces
        ? joinPiece(writer, stop, depth + 1)
        : rewrite(writer, stop, depth + 1)
  }
  if (length === indefinite) writer.offset += 2
  return size
}

/** A piece of an octet string, which may be in pieces itself; only its octets are kept. */
function joinPiece(writer: Writer, end: number, depth: number): number {
  const identifier = nextIdentifier(writer, end, depth)
  if ((identifier & ~constructedBit) !== tag.octetString) {
    throw new MalformedDerError('an octet string with foreign pieces')
  }
  return rewriteContent(writer, identifier, nextLength(writer, end), end, depth)
}

function push(writer: Writer, part: Uint8Array): number {
  writer.parts.push(part)
  return part.length
}

function takeContent(reader: Reader, length: number): Uint8Array {
  if (length === indefinite) throw new MalformedDerError('a primitive value of indefinite length')
  reader.offset += length
  return reader.bytes.subarray(reader.offset - length, reader.offset)
}

/** Passes over a value; false as soon as something in it is not as DER has it. */
function skipDer(reader: Reader, end: number, depth: number): boolean {
  const identifier = nextIdentifier(reader, end, depth)
  const lengthAt = reader.offset
  const length = nextLength(reader, end)
  if (length === indefinite || identifier === octetStringInPieces) return false
  if (reader.offset - lengthAt !== lengthOctets(length)) return false
  const stop = reader.offset + length
  if ((identifier & constructedBit) === 0) {
    reader.offset = stop
    return true
  }
  while (reader.offset < stop) if (!skipDer(reader, stop, depth + 1)) return false
  return true
}

function lengthOctets(length: number): number {
  if (length < 0x80) return 1
  if (length < 0x100) return 2
  if (length < 0x10000) return 3
  return length < 0x1000000 ? 4 : 5
}

function nextIdentifier(reader: Reader, end: number, depth: number): number {
  if (depth > maxDepth || ++reader.nodes > maxNodes) throw new MalformedDerError('nested too deep')
  const identifier = nextOctet(reader, end)
  if ((identifier & 0x1f) === 0x1f) throw new MalformedDerError('a tag number above 30')
  return identifier
}

function nextOctet(reader: Reader, end: number): number {
  const octet = reader.offset < end ? reader.bytes[reader.offset++] : undefined
  if (octet === undefined) throw new MalformedDerError('truncated')
  return octet
}

function nextLength(reader: Reader, end: number): number {
  const first = nextOctet(reader, end)
  if (first === 0x80) return indefinite
  let length = first
  if (first > 0x80) {
    if (first > 0x84) throw new MalformedDerError('a length that is too long')
    length = 0
    for (let left = first & 0x7f; left > 0; left--) length = length * 256 + nextOctet(reader, end)
  }
  if (length > end - reader.offset) throw new MalformedDerError('truncated')
  return length
}

function atEndMarker(reader: Reader, end: number): boolean {
  if (reader.offset + 2 > end) throw new MalformedDerError('truncated')
  return reader.bytes[reader.offset] === 0 && reader.bytes[reader.offset + 1] === 0
}
