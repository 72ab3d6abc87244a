import { compareOsVersions } from '../protocol/compare-os-versions.ts'
import { isJsonObject, type Json } from './json.ts'
import { isArrayShape, type PayloadShape, type Shape, shapeKeys } from './payload-shape.ts'

/**
 * Another declaration that a payload names, and the types that it may be of; none listed: any configuration.
 * Source: declarative/declarations/* (assettypes)
 */
export type Reference = { identifier: string; types: readonly string[] }

/**
 * What was found in a payload.
 *
 * problems     one sentence each, with the path
 * newestKey    the version of macOS that knows all its keys; '0' when every version does
 * source       declarative/declarations/*
 */
export type Inspection = { problems: string[]; references: Reference[]; newestKey: string }

/**
 * Holds a payload against its shape: types, required and unknown keys, ranges and lists.
 * Source: declarative/declarations/* (payloadkeys)
 */
export function inspectPayload(payload: Json, shape: PayloadShape): Inspection {
  const found: Inspection = { problems: [], references: [], newestKey: '0' }
  inspect(payload, shape, 'Payload', found)
  return found
}

function inspect(value: Json, shape: Shape, path: string, found: Inspection): void {
  if (typeof shape === 'string') inspectScalar(value, shape, path, found)
  else if (isArrayShape(shape)) inspectArray(value, shape[0], path, found)
  else inspectDictionary(value, shape, path, found)
}

function inspectArray(value: Json, shape: Shape, path: string, found: Inspection): void {
  if (!Array.isArray(value)) report(found, path, 'is no array')
  else for (const [at, item] of value.entries()) inspect(item, shape, `${path}[${at}]`, found)
}

function inspectDictionary(value: Json, shape: PayloadShape, path: string, found: Inspection): void {
  if (!isJsonObject(value)) {
    report(found, path, 'is no dictionary')
    return
  }
  const keys = shapeKeys(shape)
  for (const [name, item] of Object.entries(value)) {
    const key = keys.get(name) ?? keys.get('*')
    const below = `${path}.${name.slice(0, 64)}`
    if (!key) {
      report(found, below, 'is no key that Macs know')
      continue
    }
    if (key.since !== null && compareOsVersions(key.since, found.newestKey) > 0) found.newestKey = key.since
    inspect(item, key.shape, below, found)
  }
  for (const { name, isRequired } of keys.values()) {
    if (isRequired && !Object.hasOwn(value, name)) report(found, `${path}.${name}`, 'is missing')
  }
}

function inspectScalar(value: Json, shape: string, path: string, found: Inspection): void {
  const [kind = '', rule] = shape.split(/ (.*)/, 2)
  if (tests[kind]?.(value) !== true) {
    report(found, path, `is no ${kind}`)
  } else if (kind === 'asset' || kind === 'configuration') {
    const types = rule === undefined ? [] : rule.split('|').map((type) => `com.apple.asset.${type}`)
    found.references.push({ identifier: String(value), types })
  } else if (rule?.includes('..')) {
    const [from, to] = rule.split('..')
    const number = Number(value)
    if (number < Number(from || '-Infinity') || number > Number(to || 'Infinity')) {
      report(found, path, `is not within ${rule}`)
    }
  } else if (rule !== undefined && !rule.split('|').includes(String(value))) {
    report(found, path, `is none of ${rule.replaceAll('|', ', ')}`)
  }
}

const isText = (value: Json): boolean => typeof value === 'string'

const tests: Readonly<Record<string, (value: Json) => boolean>> = {
  text: isText,
  asset: isText,
  configuration: isText,
  flag: (value) => typeof value === 'boolean',
  integer: (value) => Number.isSafeInteger(value),
  real: (value) => typeof value === 'number',
  data: (value) => typeof value === 'string' && /^[A-Za-z0-9+/\s]*={0,2}$/.test(value),
  url: (value) => typeof value === 'string' && URL.canParse(value),
  localtime: (value) => typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/.test(value),
  date: (value) => typeof value === 'string' && !Number.isNaN(Date.parse(value)),
  dictionary: isJsonObject,
  any: () => true,
}

function report(found: Inspection, path: string, problem: string): void {
  if (found.problems.length < 20) found.problems.push(`${path} ${problem}`)
}
