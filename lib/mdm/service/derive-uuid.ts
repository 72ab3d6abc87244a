import { createHash } from 'node:crypto'

/**
 * A UUID that is the same each time for the same name. It keeps no secret.
 * Source: RFC 9562 section 5.8 (version 8, by SHA-256)
 */
export function deriveUuid(name: string): string {
  const bytes = createHash('sha256').update(name).digest().subarray(0, 16)
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = bytes.toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
