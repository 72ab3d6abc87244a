import type { Attribute } from './attribute.ts'
import { isRecord, type ScimDocument } from './scim-document.ts'
import { ScimError } from './scim-error.ts'

const longestText = 1000

function wrong(attribute: Attribute, words: string): ScimError {
  return new ScimError('invalidValue', `${attribute.name} ${words}`)
}

/** A single value as its attribute's type has it. Entra writes true as "True", and may wrap a value in a list. */
export function readScalar(attribute: Attribute, given: unknown): string | boolean | null {
  const [only, more] = Array.isArray(given) ? given : [given]
  if (more !== undefined) throw wrong(attribute, 'has one value')
  const value = isRecord(only) && 'value' in only ? only.value : only
  if (value === null || value === undefined) return null
  if (attribute.type === 'boolean') {
    const word = String(value).toLowerCase()
    if (word !== 'true' && word !== 'false') throw wrong(attribute, 'is true or false')
    return word === 'true'
  }
  if (typeof value !== 'string') throw wrong(attribute, 'is text')
  if (value.length > longestText) throw wrong(attribute, `has more than ${longestText} characters`)
  if (!value.isWellFormed() || /\p{Cc}/u.test(value))
    throw wrong(attribute, 'has characters that are no text')
  return value
}

/** The sub-attributes that are known, under the names of the schema; null takes one away. */
export function readComplex(attribute: Attribute, given: unknown): ScimDocument {
  if (!isRecord(given)) throw wrong(attribute, 'is an object')
  const document: ScimDocument = {}
  for (const [key, value] of Object.entries(given)) {
    const sub = attribute.subAttributes?.find((one) => one.name.toLowerCase() === key.toLowerCase())
    if (sub) document[sub.name] = readScalar(sub, value)
  }
  return document
}

/** The values of an attribute that may have several: a list, one object, or plain text for its `value`. */
export function readValues(attribute: Attribute, given: unknown): ScimDocument[] {
  const list = Array.isArray(given) ? given : given === null ? [] : [given]
  return list.map((one) => readComplex(attribute, typeof one === 'string' ? { value: one } : one))
}

export function withoutNulls(document: ScimDocument): ScimDocument {
  return Object.fromEntries(Object.entries(document).filter(([, value]) => value !== null))
}
