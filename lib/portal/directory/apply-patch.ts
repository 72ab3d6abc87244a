import type { Attribute } from './attribute.ts'
import { type PatchPath, parsePath } from './parse-path.ts'
import { type PatchVerb, patchValues } from './patch-values.ts'
import { readAttributePath } from './read-attribute-path.ts'
import { readComplex, readScalar, withoutNulls } from './read-scim-value.ts'
import { isDocument, isRecord, type ScimDocument } from './scim-document.ts'
import { ScimError } from './scim-error.ts'

export interface PatchOperation {
  verb: PatchVerb
  path?: string
  value?: unknown
}

/**
 * A resource after the operations of a PATCH (RFC 7644 section 3.5.2), in their order. Attributes that Zelf does not
 * keep are passed over. A whole body is read by adding it, without a path, to nothing.
 * throws   ScimError; then nothing of it is done
 */
export function applyPatch(
  document: ScimDocument,
  operations: readonly PatchOperation[],
  attributes: readonly Attribute[],
): ScimDocument {
  return operations.reduce((before, one) => applyOne(before, one, attributes), document)
}

function applyOne(
  document: ScimDocument,
  { verb, path, value }: PatchOperation,
  attributes: readonly Attribute[],
): ScimDocument {
  if (path !== undefined) {
    const target = parsePath(path)
    if (target.attribute === 'id') throw new ScimError('mutability', 'id does not change')
    return applyAt(document, target, { verb, value, attributes })
  }
  if (verb === 'remove') throw new ScimError('noTarget', 'remove needs a path')
  if (!isRecord(value)) throw new ScimError('invalidSyntax', 'without a path, value is an object')
  let after = document
  for (const [key, inner] of Object.entries(value)) {
    // Entra writes whole paths as keys; what is no attribute at all is one that Zelf does not keep.
    if (!key.includes('[') && readAttributePath(key) === null) continue
    const target = parsePath(key)
    const isReadOnly = find(attributes, target.attribute)?.mutability === 'readOnly'
    if (!isReadOnly) after = applyAt(after, target, { verb, value: inner, attributes })
  }
  return after
}

interface Change {
  verb: PatchVerb
  value: unknown
  attributes: readonly Attribute[]
}

function find(attributes: readonly Attribute[] | undefined, name: string | null): Attribute | undefined {
  return attributes?.find((one) => one.name.toLowerCase() === name)
}

function applyAt(document: ScimDocument, path: PatchPath, { verb, value, attributes }: Change): ScimDocument {
  const attribute = find(attributes, path.attribute)
  if (!attribute) return document
  if (attribute.mutability === 'readOnly') {
    throw new ScimError('mutability', `${attribute.name} is not set by a directory`)
  }
  const sub = find(attribute.subAttributes, path.sub)
  if (path.sub !== null && !sub) return document
  const after = attribute.multiValued
    ? patchValues(attribute, valuesOf(document, attribute), {
        verb,
        filter: path.filter,
        sub: sub ?? null,
        value,
      })
    : applySingle(document, attribute, { verb, path, sub, value })
  return withoutNulls({ ...document, [attribute.name]: after })
}

function valuesOf(document: ScimDocument, attribute: Attribute): ScimDocument[] {
  const values = document[attribute.name]
  return Array.isArray(values) ? values : []
}

interface SingleChange {
  verb: PatchVerb
  path: PatchPath
  sub: Attribute | undefined
  value: unknown
}

function applySingle(document: ScimDocument, attribute: Attribute, { verb, path, sub, value }: SingleChange) {
  if (path.filter) throw new ScimError('invalidPath', `${attribute.name} has no values to choose from`)
  const before = document[attribute.name]
  const parts = isDocument(before) ? before : {}
  if (sub) return withoutNulls({ ...parts, [sub.name]: verb === 'remove' ? null : readScalar(sub, value) })
  if (verb === 'remove' || value === null) return null
  if (!attribute.subAttributes) return readScalar(attribute, value)
  return withoutNulls({ ...parts, ...readComplex(attribute, value) })
}
