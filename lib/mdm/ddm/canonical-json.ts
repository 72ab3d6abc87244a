import { isJsonObject, type Json } from './json.ts'

/**
 * Writes JSON so that equal values are equal bytes: keys in code unit order, no white space.
 * Source: RFC 8785 section 3.2
 */
export function canonicalJson(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (!isJsonObject(value)) return JSON.stringify(value)
  const members = Object.keys(value)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonicalJson(value[key] ?? null)}`)
  return `{${members.join(',')}}`
}
