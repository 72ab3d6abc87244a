import { MalformedPlistError } from './errors.ts'
import type { PlistValue } from './plist.ts'

/**
 * Elements that hold one value.
 * Source: Apple, PropertyList-1.0.dtd
 */
export type PlistScalarTag = 'string' | 'integer' | 'real' | 'true' | 'false' | 'date' | 'data'

const tags: ReadonlySet<string> = new Set(['string', 'integer', 'real', 'true', 'false', 'date', 'data'])

/**
 * Tells whether an element name is one of those.
 * Source: Apple, PropertyList-1.0.dtd
 */
export function isPlistScalarTag(name: string): name is PlistScalarTag {
  return tags.has(name)
}

/**
 * Reads the text of one element.
 *
 * throws   MalformedPlistError when the text is not of the element's form.
 * spec     Apple, PropertyList-1.0.dtd
 */
export function readPlistScalar(tag: PlistScalarTag, text: string): PlistValue {
  switch (tag) {
    case 'string':
      return text
    case 'integer':
      return readInteger(text.trim())
    case 'real':
      return readReal(text.trim())
    case 'date':
      return readDate(text.trim())
    case 'data':
      return readData(text)
    default:
      if (text.trim() !== '') throw new MalformedPlistError('text inside a boolean')
      return tag === 'true'
  }
}

function readInteger(text: string): number | bigint {
  if (!/^[+-]?\d{1,20}$/.test(text)) throw new MalformedPlistError('an integer that is none')
  const number = Number(text)
  return Number.isSafeInteger(number) ? number : BigInt(text.replace('+', ''))
}

function readReal(text: string): number {
  if (text.length > 64 || !/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,4})?$/.test(text)) {
    throw new MalformedPlistError('a real number that is none')
  }
  const number = Number(text)
  if (!Number.isFinite(number)) throw new MalformedPlistError('a real number out of range')
  return number
}

function readDate(text: string): Date {
  const date = new Date(text)
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(text) || Number.isNaN(date.getTime())) {
    throw new MalformedPlistError('a date that is none')
  }
  return date
}

function readData(text: string): Uint8Array {
  const base64 = text.replace(/[ \t\r\n]+/g, '')
  if (base64.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(base64)) {
    throw new MalformedPlistError('data that is not base64')
  }
  return new Uint8Array(Buffer.from(base64, 'base64'))
}
