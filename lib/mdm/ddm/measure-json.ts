import { isJsonObject, type Json } from './json.ts'

/**
 * Tells whether a value keeps within a depth and a number of parts, without ever going deeper than that.
 * Source: RFC 8259 section 9 (limits on depth)
 */
export function isWithin(value: Json, limits: { depth: number; parts: number }): boolean {
  let parts = 0
  const fits = (inner: Json, depth: number): boolean => {
    parts += 1
    if (parts > limits.parts) return false
    if (typeof inner !== 'object' || inner === null) return true
    if (depth >= limits.depth) return false
    return Object.values(inner).every((member) => fits(member, depth + 1))
  }
  return fits(value, 0)
}

/**
 * Finds a text that PostgreSQL's jsonb cannot hold: one with a NUL or half a surrogate pair, as key or value.
 * Source: RFC 8259 section 8.2; RFC 3629 section 3
 */
export function hasUnstorableText(value: Json): boolean {
  if (typeof value === 'string') return value.includes('\u0000') || !value.isWellFormed()
  if (Array.isArray(value)) return value.some(hasUnstorableText)
  if (!isJsonObject(value)) return false
  return Object.entries(value).some(([key, item]) => hasUnstorableText(key) || hasUnstorableText(item))
}
