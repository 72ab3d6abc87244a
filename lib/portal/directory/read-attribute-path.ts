import { enterpriseSchema, groupSchema, userSchema } from './schema-names.ts'

const name = /^\$?[a-z][a-z0-9_-]{0,99}$/

/**
 * The parts of an attribute's notation in lower case: `userName`, `name.givenName`, `urn:…:User:userName`, or the URN of
 * the extension followed by what is in it. Null when it is none. (RFC 7644 section 3.10)
 */
export function readAttributePath(text: string): string[] | null {
  const path = text.toLowerCase()
  const extension = enterpriseSchema.toLowerCase()
  if (path === extension) return [extension]
  if (path.startsWith(`${extension}:`)) return readRest(path.slice(extension.length + 1), [extension])
  const core = [userSchema, groupSchema].find((schema) => path.startsWith(`${schema.toLowerCase()}:`))
  if (core) return readRest(path.slice(core.length + 1), [])
  // Entra puts a dot where the RFC has a colon.
  if (path.startsWith(`${extension}.`)) return readRest(path.slice(extension.length + 1), [extension])
  return readRest(path, [])
}

function readRest(rest: string, before: string[]): string[] | null {
  // An extension that is not ours: its name has colons and dots; it is well-formed, and nothing is known of it.
  if (before.length === 0 && /^urn:[a-z0-9][a-z0-9:._-]{1,300}$/.test(rest)) return [rest]
  const parts = rest.split('.')
  return parts.length <= 2 && parts.every((part) => name.test(part)) ? [...before, ...parts] : null
}
