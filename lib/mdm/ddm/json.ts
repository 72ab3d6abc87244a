/**
 * What JSON can say.
 * Source: RFC 8259 section 3
 */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json }

/**
 * An object of JSON.
 * Source: RFC 8259 section 4
 */
export type JsonObject = { [key: string]: Json }

/**
 * Tells an object from everything else that JSON has.
 * Source: RFC 8259 section 4
 */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
