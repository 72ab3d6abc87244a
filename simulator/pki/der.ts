const definiteLength = (length: number): Buffer => {
  if (length < 0x80) return Buffer.from([length])
  const bytes: number[] = []
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256)
  return Buffer.from([0x80 | bytes.length, ...bytes])
}

const tlv = (tag: number, ...contents: Uint8Array[]): Buffer => {
  const content = Buffer.concat(contents)
  return Buffer.concat([Buffer.from([tag]), definiteLength(content.length), content])
}

const base128 = (arc: number): number[] => {
  const bytes = [arc % 128]
  for (let rest = Math.floor(arc / 128); rest > 0; rest = Math.floor(rest / 128)) {
    bytes.unshift(0x80 | (rest % 128))
  }
  return bytes
}

const oid = (dotted: string): Buffer => {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number)
  return tlv(0x06, Buffer.from([first * 40 + second, ...rest].flatMap(base128)))
}

const unsigned = (magnitude: Uint8Array): Buffer => {
  const start = magnitude.findIndex((byte) => byte !== 0)
  const bytes = start < 0 ? Buffer.from([0]) : Buffer.from(magnitude.subarray(start))
  return tlv(0x02, (bytes[0] ?? 0) & 0x80 ? Buffer.from([0]) : Buffer.alloc(0), bytes)
}

const integer = (value: number): Buffer => {
  const bytes = Buffer.alloc(6)
  bytes.writeUIntBE(value, 0, 6)
  return unsigned(bytes)
}

/** X.509 wants UTCTime until 2049 and GeneralizedTime after (RFC 5280 section 4.1.2.5). */
const time = (date: Date): Buffer => {
  const digits = `${date.toISOString().replace(/[-:T]/g, '').slice(0, 14)}Z`
  return date.getUTCFullYear() < 2050
    ? tlv(0x17, Buffer.from(digits.slice(2)))
    : tlv(0x18, Buffer.from(digits))
}

/** DER demands that the members of a SET OF stand in the order of their bytes (X.690 section 11.6). */
const setOf = (...members: Uint8Array[]): Buffer => tlv(0x31, ...[...members].sort(Buffer.compare))

/** Writes the few kinds of DER that certificates, CMS and SCEP are made of (X.690). */
export const der = {
  tlv,
  oid,
  unsigned,
  integer,
  time,
  setOf,
  sequence: (...members: Uint8Array[]): Buffer => tlv(0x30, ...members),
  octets: (bytes: Uint8Array): Buffer => tlv(0x04, bytes),
  bits: (bytes: Uint8Array, unusedBits = 0): Buffer => tlv(0x03, Buffer.from([unusedBits]), bytes),
  boolean: (value: boolean): Buffer => tlv(0x01, Buffer.from([value ? 0xff : 0])),
  none: (): Buffer => tlv(0x05),
  utf8: (text: string): Buffer => tlv(0x0c, Buffer.from(text, 'utf8')),
  printable: (text: string): Buffer => tlv(0x13, Buffer.from(text, 'latin1')),
  explicit: (number: number, ...contents: Uint8Array[]): Buffer => tlv(0xa0 | number, ...contents),
  implicit: (number: number, bytes: Uint8Array): Buffer => tlv(0x80 | number, bytes),
}
