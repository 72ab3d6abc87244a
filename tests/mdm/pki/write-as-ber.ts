const sequence = 0x30
const octetString = 0x04
const constructed = 0x20
const signedAttributes = 0xa0

type Value = { tag: number; content: Buffer; whole: Buffer }

function readValues(bytes: Buffer): Value[] {
  const values: Value[] = []
  for (let at = 0; at < bytes.length; ) {
    let start = at + 2
    let length = bytes[at + 1] ?? 0
    if (length >= 0x80) {
      const octets = length & 0x7f
      length = bytes.readUIntBE(start, octets)
      start += octets
    }
    const end = start + length
    values.push({ tag: bytes[at] ?? 0, content: bytes.subarray(start, end), whole: bytes.subarray(at, end) })
    at = end
  }
  return values
}

const endless = (tag: number, ...contents: Buffer[]) =>
  Buffer.concat([Buffer.from([tag, 0x80]), ...contents, Buffer.alloc(2)])

/** An octet string in two pieces, the second of which is in pieces again. */
function inPieces(octets: Buffer): Buffer {
  const piece = (some: Buffer) => Buffer.concat([Buffer.from([octetString, some.length]), some])
  const [first, second, third] = [octets.subarray(0, 1), octets.subarray(1, 9), octets.subarray(9, 100)]
  const rest = octets.subarray(100)
  const nested = endless(octetString | constructed, piece(second), piece(third), ...chunks(rest).map(piece))
  return endless(octetString | constructed, piece(first), nested, piece(Buffer.alloc(0)))
}

function chunks(bytes: Buffer): Buffer[] {
  const count = Math.ceil(bytes.length / 100)
  return Array.from({ length: count }, (_, index) => bytes.subarray(index * 100, index * 100 + 100))
}

/**
 * Writes a CMS message as loosely as BER allows: every length that may be indefinite is, and octet strings come in
 * nested pieces. Certificates and signed attributes stay as they were, because they were signed so.
 */
export function writeAsBer(der: Uint8Array): Buffer {
  const loosen = ({ tag, content, whole }: Value, depth: number): Buffer => {
    if (tag === octetString) return inPieces(content)
    if ((tag & constructed) === 0) return whole
    const values = readValues(content)
    const isCertificates = depth === 3 && tag === signedAttributes
    const isSignedAttributes = depth > 3 && tag === signedAttributes
    if (isSignedAttributes) return whole
    if (isCertificates) return endless(tag, ...values.map((value) => value.whole))
    return endless(tag, ...values.map((value) => loosen(value, depth + 1)))
  }
  const [message] = readValues(Buffer.from(der))
  if (message?.tag !== sequence) throw new TypeError('This is no CMS message')
  return loosen(message, 0)
}
