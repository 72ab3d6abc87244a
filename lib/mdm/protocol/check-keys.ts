import { type CommandSubject, checkAvailability } from './check-availability.ts'
import { type CommandRefusal, refuseKey } from './command-refusal.ts'
import type { Availability, KeyRule } from './command-table/command-rule.ts'
import { isPlistDict, type PlistDict, type PlistValue } from './plist.ts'

type Keys = Readonly<Record<string, KeyRule>>

/**
 * Holds a dictionary against its rules and gives the first thing that is wrong.
 *
 * path     what stands before the names of the keys: empty, or `Settings[0].`
 * ignored  keys that are not to be looked at
 * spec     Apple, device-management schema (payloadkeys, subkeys)
 */
export function checkKeys(
  subject: CommandSubject,
  value: PlistDict,
  rules: Keys,
  path = '',
  ignored: ReadonlySet<string> = new Set(),
): CommandRefusal | null {
  for (const [name, held] of Object.entries(value)) {
    if (ignored.has(name) || held === undefined) continue
    const rule = entryOf(rules, name)
    if (!rule) return refuseKey('key_unknown', path + name)
    const refusal = checkValue(subject, held, rule, path + name)
    if (refusal) return refusal
  }
  for (const [name, rule] of Object.entries(rules)) {
    if (rule.required !== true || value[name] !== undefined) continue
    if (checkAvailability(subject, rule, path + name) === null) return refuseKey('key_missing', path + name)
  }
  return null
}

function checkValue(
  subject: CommandSubject,
  value: PlistValue,
  rule: KeyRule,
  key: string,
): CommandRefusal | null {
  const unavailable = checkAvailability(subject, rule, key)
  if (unavailable) return unavailable
  if (!hasType(value, rule.type)) return refuseKey('key_wrong_type', key)
  if (Array.isArray(value)) return checkItems(subject, value, rule, key)
  if (isPlistDict(value)) return rule.keys ? checkKeys(subject, value, rule.keys, `${key}.`) : null
  if (!isAmongValues(value, rule)) return refuseKey('key_value_not_allowed', key)
  if (!rule.choices) return null
  const choice = entryOf<Availability>(rule.choices, String(value))
  const named = `${key} ${String(value)}`
  return choice ? checkAvailability(subject, choice, named) : refuseKey('key_value_not_allowed', named)
}

function checkItems(
  subject: CommandSubject,
  items: PlistValue[],
  rule: KeyRule,
  key: string,
): CommandRefusal | null {
  for (const [index, item] of items.entries()) {
    const here = `${key}[${index}]`
    const itemRule = rule.itemsByName ? ruleByName(item, rule.itemsByName) : rule.item
    if (rule.itemsByName && !itemRule) return refuseKey('key_value_not_allowed', `${here}.Item`)
    const refusal = itemRule ? checkValue(subject, item, itemRule, here) : null
    if (refusal) return refusal
  }
  return null
}

function ruleByName(item: PlistValue, rules: Keys): KeyRule | undefined {
  const name = isPlistDict(item) ? item.Item : undefined
  return typeof name === 'string' ? entryOf(rules, name) : undefined
}

function isAmongValues(value: PlistValue, rule: KeyRule): boolean {
  if (rule.values && !rule.values.some((allowed) => allowed === value)) return false
  if (rule.pattern && !(typeof value === 'string' && rule.pattern.test(value))) return false
  if (!rule.range) return true
  const size = value instanceof Uint8Array ? value.length : Number(value)
  return size >= rule.range[0] && size <= rule.range[1]
}

const judges: Record<KeyRule['type'], (value: PlistValue) => boolean> = {
  string: (value) => typeof value === 'string',
  integer: (value) => typeof value === 'bigint' || Number.isInteger(value),
  real: (value) => typeof value === 'number',
  boolean: (value) => typeof value === 'boolean',
  data: (value) => value instanceof Uint8Array,
  date: (value) => value instanceof Date,
  array: (value) => Array.isArray(value),
  dictionary: (value) => isPlistDict(value),
}

function hasType(value: PlistValue, type: KeyRule['type']): boolean {
  return judges[type](value)
}

/** A key may be called `constructor`: only what the table itself says counts. */
function entryOf<T>(record: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined
}
