import { MdmError } from '../protocol/errors.ts'
import { isJsonObject, type Json } from './json.ts'

/**
 * Bytes that are no JSON that we read, or no status report.
 * Source: declarative/protocol/statusreport.yaml; RFC 8259
 */
export class MalformedStatusError extends MdmError {
  constructor(message: string, options?: ErrorOptions) {
    super('malformed_status', message, options)
  }
}

const maxDepth = 32
const maxParts = 200_000

/**
 * Reads JSON that somebody else wrote: within a depth and a number of parts, in UTF-8, without the keys that change
 * what an object is, and without characters that a database cannot hold.
 *
 * throws   MalformedStatusError.
 * spec     RFC 8259 sections 8 and 9
 */
export function parseBoundedJson(bytes: Uint8Array): Json {
  requireShallow(bytes)
  let parsed: Json
  try {
    parsed = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as Json
  } catch (cause) {
    throw new MalformedStatusError('this is no JSON in UTF-8', { cause })
  }
  let parts = 0
  const clean = (value: Json): Json => {
    parts += 1
    if (parts > maxParts) throw new MalformedStatusError('the JSON has too many parts')
    if (typeof value === 'string') return storable(value)
    if (typeof value === 'number') return Number.isFinite(value) ? value : null
    if (Array.isArray(value)) return value.map(clean)
    if (!isJsonObject(value)) return value
    const members = Object.entries(value).filter(([key]) => !changing.has(key))
    return Object.fromEntries(members.map(([key, item]) => [storable(key), clean(item)]))
  }
  return clean(parsed)
}

const changing: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype'])

const storable = (text: string): string => text.replaceAll('\u0000', '').toWellFormed()

/** Counts brackets outside of strings, so that nothing deep is ever built. */
function requireShallow(bytes: Uint8Array): void {
  let depth = 0
  let inText = false
  for (let at = 0; at < bytes.length; at++) {
    const octet = bytes[at]
    if (inText) {
      if (octet === 0x5c) at += 1
      else if (octet === 0x22) inText = false
    } else if (octet === 0x22) inText = true
    else if (octet === 0x7b || octet === 0x5b) {
      depth += 1
      if (depth > maxDepth) throw new MalformedStatusError('the JSON is too deep')
    } else if (octet === 0x7d || octet === 0x5d) depth -= 1
  }
}
