/**
 * Makes a version 4 UUID of 16 random octets, in lower case as PostgreSQL gives it back.
 * Source: RFC 9562 section 5.4
 */
export function randomUuid(randomBytes: (length: number) => Uint8Array): string {
  const bytes = Buffer.from(randomBytes(16))
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40
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
