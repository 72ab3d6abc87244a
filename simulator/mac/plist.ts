import { type PlistValue, parse } from 'plist'
import { MacError } from './mac-error.ts'

export type { PlistValue }
export type PlistDict = { [key: string]: PlistValue }

const escaped: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }
const escapeText = (text: string): string => text.replace(/[&<>]/g, (character) => escaped[character] ?? '')

function encodeValue(value: PlistValue): string {
  if (value === null) return ''
  if (typeof value === 'string') return `<string>${escapeText(value)}</string>`
  if (typeof value === 'boolean') return value ? '<true/>' : '<false/>'
  if (typeof value === 'number') {
    return Number.isInteger(value) ? `<integer>${value}</integer>` : `<real>${value}</real>`
  }
  if (value instanceof Date) return `<date>${value.toISOString().slice(0, 19)}Z</date>`
  if (value instanceof Uint8Array) return `<data>${Buffer.from(value).toString('base64')}</data>`
  if (Array.isArray(value)) return `<array>${value.map(encodeValue).join('')}</array>`
  const members = Object.entries(value).filter(([, member]) => member !== null && member !== undefined)
  return `<dict>${members.map(([key, member]) => `<key>${escapeText(key)}</key>${encodeValue(member)}`).join('')}</dict>`
}

const head = `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">`

/** Strings are written as they are, control characters too: tests send what no honest Mac would. */
export function encodePlist(value: PlistDict): Buffer {
  return Buffer.from(`${head}${encodeValue(value)}</plist>\n`, 'utf8')
}

export function isPlistDict(value: PlistValue | undefined): value is PlistDict {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Date) &&
    !(value instanceof Uint8Array)
  )
}

function parsePlist(bytes: Uint8Array): PlistValue {
  try {
    return parse(Buffer.from(bytes).toString('utf8'))
  } catch (cause) {
    throw new MacError('bad-plist', 'The property list cannot be read', { cause })
  }
}

export function decodePlist(bytes: Uint8Array): PlistDict {
  const value = parsePlist(bytes)
  if (!isPlistDict(value)) throw new MacError('bad-plist', 'The property list is not a dictionary')
  return value
}

/** The list at the root of what an encrypted profile holds. */
export function decodePlistArray(bytes: Uint8Array): PlistValue[] {
  const value = parsePlist(bytes)
  if (!Array.isArray(value)) throw new MacError('bad-plist', 'The property list is not an array')
  return value
}
