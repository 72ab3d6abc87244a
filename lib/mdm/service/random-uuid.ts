/**
 * Makes a version 4 UUID of 16 random octets, in lower case as PostgreSQL gives it back.
 * Source: RFC 9562 section 5.4
 */
export function randomUuid(randomBytes: (length: number) => Uint8Array): string {
  return writeUuid(Buffer.from(randomBytes(16)), 4)
}

/**
 * Makes a version 7 UUID: 48 bits of milliseconds, then 74 random ones. Rows that get one in turn stand beside each
 * other in the index of a large table, where random ones would each touch a page of their own.
 * Source: RFC 9562 section 5.7
 */
export function timeOrderedUuid(now: Date, randomBytes: (length: number) => Uint8Array): string {
  const bytes = Buffer.from(randomBytes(16))
  bytes.writeUIntBE(now.getTime(), 0, 6)
  return writeUuid(bytes, 7)
}

function writeUuid(bytes: Buffer, version: number): string {
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | (version << 4)
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = bytes.toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

/**
 * Tells whether a text is a UUID, in any case.
 * Source: RFC 9562 section 4
 */
export function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(text)
}
