import { MalformedDerError } from '../protocol/errors.ts'
import { tag } from './der.ts'
import { writeDer } from './write-der.ts'

const maxDepth = 32
const maxNodes = 20_000

/**
 * Rewrites the BER that CMS writers produce (indefinite lengths, octet strings in pieces) as definite lengths
 * that the strict reader takes. Values that were DER keep every byte, so what was signed stays what it was.
 *
 * throws   MalformedDerError when truncated, nested too deep or followed by other bytes.
 * spec     ITU-T X.690 sections 8.1.3.6 and 8.7.3; RFC 5652 section 2
 */
export function berToDer(bytes: Uint8Array): Uint8Array {
  const reader = { bytes, offset: 0, nodes: 0 }
  const der = rewrite(reader, bytes.length, 0)
  if (reader.offset !== bytes.length) throw new MalformedDerError('bytes after the end')
  return der
}

type Reader = { readonly bytes: Uint8Array; offset: number; nodes: number }

function rewrite(reader: Reader, end: number, depth: number): Uint8Array {
  if (depth > maxDepth || ++reader.nodes > maxNodes) throw new MalformedDerError('nested too deep')
  const identifier = nextOctet(reader, end)
  if ((identifier & 0x1f) === 0x1f) throw new MalformedDerError('a tag number above 30')
  const length = nextLength(reader, end)
  if ((identifier & 0x20) === 0) {
    if (length === null) throw new MalformedDerError('a primitive value of indefinite length')
    reader.offset += length
    return writeDer(identifier, reader.bytes.subarray(reader.offset - length, reader.offset))
  }
  const stop = length === null ? null : reader.offset + length
  const children: Uint8Array[] = []
  while (stop === null ? !atEndMarker(reader, end) : reader.offset < stop) {
    children.push(rewrite(reader, stop ?? end, depth + 1))
  }
  if (stop === null) reader.offset += 2
  if (identifier !== (tag.octetString | 0x20)) return writeDer(identifier, ...children)
  return writeDer(tag.octetString, ...children.map(pieceContent))
}

function nextOctet(reader: Reader, end: number): number {
  const octet = reader.offset < end ? reader.bytes[reader.offset++] : undefined
  if (octet === undefined) throw new MalformedDerError('truncated')
  return octet
}

function nextLength(reader: Reader, end: number): number | null {
  const first = nextOctet(reader, end)
  if (first === 0x80) return null
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

function pieceContent(piece: Uint8Array): Uint8Array {
  if (piece[0] !== tag.octetString) throw new MalformedDerError('an octet string with foreign pieces')
  const first = piece[1] ?? 0
  return piece.subarray(first < 0x80 ? 2 : 2 + (first & 0x7f))
}
