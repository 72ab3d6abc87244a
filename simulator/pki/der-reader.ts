/** One DER value: `whole` includes its tag and length, `content` does not. */
export type DerValue = { tag: number; whole: Buffer; content: Buffer }

export class DerError extends Error {
  readonly code = 'bad-der'
}

function readValue(bytes: Buffer, offset: number): DerValue {
  const tag = bytes[offset]
  const first = bytes[offset + 1]
  if (tag === undefined || first === undefined) throw new DerError('The DER ends in the middle of a value')
  let length = first
  let start = offset + 2
  if (first >= 0x80) {
    const count = first & 0x7f
    if (count === 0 || count > 6) throw new DerError('The DER has a length that is not definite')
    if (start + count > bytes.length) throw new DerError('The DER ends in the middle of a length')
    length = bytes.readUIntBE(start, count)
    start += count
  }
  const end = start + length
  if (end > bytes.length) throw new DerError('The DER is shorter than it says')
  return { tag, whole: bytes.subarray(offset, end), content: bytes.subarray(start, end) }
}

function readChildren(value: DerValue): DerValue[] {
  const children: DerValue[] = []
  for (let offset = 0; offset < value.content.length; ) {
    const child = readValue(value.content, offset)
    children.push(child)
    offset += child.whole.length
  }
  return children
}

function child(value: DerValue, index: number): DerValue {
  const found = readChildren(value)[index]
  if (!found) throw new DerError(`The DER value has no member ${index}`)
  return found
}

/** 1.2.840... of an OBJECT IDENTIFIER. */
function readOid(value: DerValue): string {
  if (value.tag !== 0x06) throw new DerError('Expected an object identifier')
  const arcs: number[] = []
  let arc = 0
  for (const byte of value.content) {
    arc = arc * 128 + (byte & 0x7f)
    if (byte & 0x80) continue
    if (arcs.length > 0) arcs.push(arc)
    else arcs.push(Math.min(2, Math.floor(arc / 40)), arc - 40 * Math.min(2, Math.floor(arc / 40)))
    arc = 0
  }
  return arcs.join('.')
}

/** Walks through strict DER (X.690). */
export const derReader = {
  read: (bytes: Uint8Array): DerValue => readValue(Buffer.from(bytes), 0),
  children: readChildren,
  child,
  oid: readOid,
}
