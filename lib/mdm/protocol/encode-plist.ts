import { build } from 'plist'
import { UnencodablePlistError } from './errors.ts'
import { isPlistDict, type PlistDict, type PlistValue } from './plist.ts'

// XML 1.0 has no way to write these, not even as a character reference.
const unwritable = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u

/**
 * Writes an XML property list with Apple's document type.
 *
 * throws   UnencodablePlistError for control characters, lone surrogates, NaN, infinity and invalid dates.
 * spec     Apple, PropertyList-1.0.dtd; XML 1.0 section 2.2
 */
export function encodePlist(value: PlistDict | PlistValue[]): string {
  refuseUnwritable(value)
  return build(value as Parameters<typeof build>[0])
}

function refuseUnwritable(value: PlistValue): void {
  if (typeof value === 'string') {
    if (unwritable.test(value)) throw new UnencodablePlistError('a character that XML cannot hold')
  } else if (typeof value === 'number') {
    if (!Number.isFinite(value) || (Number.isInteger(value) && !Number.isSafeInteger(value))) {
      throw new UnencodablePlistError('a number that a property list cannot hold')
    }
  } else if (value instanceof Date) {
    if (Number.isNaN(value.getTime())) throw new UnencodablePlistError('an invalid date')
  } else if (Array.isArray(value)) {
    for (const item of value) refuseUnwritable(item)
  } else if (isPlistDict(value)) {
    for (const [key, item] of Object.entries(value)) {
      refuseUnwritable(key)
      if (item !== undefined) refuseUnwritable(item)
    }
  }
}
