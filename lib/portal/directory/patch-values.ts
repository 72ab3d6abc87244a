import type { Attribute } from './attribute.ts'
import type { Filter } from './filter.ts'
import { matchValue } from './match-value.ts'
import { readScalar, readValues, withoutNulls } from './read-scim-value.ts'
import type { ScimDocument } from './scim-document.ts'
import { ScimError } from './scim-error.ts'

export type PatchVerb = 'add' | 'replace' | 'remove'

export interface ValuesChange {
  verb: PatchVerb
  filter: Filter | null
  sub: Attribute | null
  value: unknown
}

/** What an attribute with several values has after one operation. */
export function patchValues(
  attribute: Attribute,
  values: ScimDocument[],
  change: ValuesChange,
): ScimDocument[] {
  const { verb, filter, sub, value } = change
  if (filter || sub) return patchSome(attribute, values, change)
  if (verb === 'replace') return merge([], readValues(attribute, value))
  if (verb === 'add') return merge(values, readValues(attribute, value))
  // Entra says which members to remove by a list beside the path.
  if (value === undefined || value === null) return []
  const gone = new Set(readValues(attribute, value).map((one) => one.value))
  return values.filter((one) => !gone.has(one.value ?? null))
}

function merge(values: ScimDocument[], added: ScimDocument[]): ScimDocument[] {
  const known = new Map(values.map((one) => [one.value, one]))
  for (const one of added) known.set(one.value, withoutNulls({ ...known.get(one.value), ...one }))
  return [...known.values()]
}

function patchSome(attribute: Attribute, values: ScimDocument[], change: ValuesChange): ScimDocument[] {
  const { verb, filter, sub, value } = change
  const isMeant = (one: ScimDocument) => filter === null || matchValue(filter, one)
  if (verb === 'remove') {
    if (!sub) return values.filter((one) => !isMeant(one))
    return values.map((one) => (isMeant(one) ? withoutNulls({ ...one, [sub.name]: null }) : one))
  }
  const set: ScimDocument = sub
    ? { [sub.name]: readScalar(sub, value) }
    : (readValues(attribute, value).at(-1) ?? {})
  if (values.some(isMeant)) {
    return values.map((one) => (isMeant(one) ? withoutNulls({ ...one, ...set }) : one))
  }
  return [...values, withoutNulls({ ...seedOf(filter), ...set })]
}

/** Entra sets `emails[type eq "work"].value` where there is none yet, and means that one is to be made. */
function seedOf(filter: Filter | null): ScimDocument {
  if (filter === null) return {}
  if (filter.kind === 'compare' && filter.operator === 'eq' && typeof filter.value === 'string') {
    return { [filter.attribute]: filter.value }
  }
  throw new ScimError('noTarget', 'no value fits the filter of the path')
}
