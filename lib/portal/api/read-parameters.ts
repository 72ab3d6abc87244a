import type { PlistDict, PlistValue } from '#lib/mdm/protocol/plist.ts'
import { ApiError } from './api-error.ts'

const deepest = 32
const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/
const isoMoment = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$/

function refuse(field: string, why: string): never {
  throw new ApiError('invalid_parameter', `${field} ${why}`, { field })
}

function readData(value: unknown, field: string): Uint8Array {
  if (typeof value !== 'string' || !base64.test(value)) refuse(field, 'is not base64')
  return Buffer.from(value, 'base64')
}

function readDate(value: unknown, field: string): Date {
  const date = typeof value === 'string' && isoMoment.test(value) ? new Date(value) : null
  if (!date || Number.isNaN(date.getTime())) refuse(field, 'is not an ISO 8601 date with a time and a zone')
  return date
}

function readObject(value: object, field: string, depth: number): PlistValue {
  const entries = Object.entries(value)
  const [only] = entries
  if (entries.length === 1 && only?.[0] === '$data') return readData(only[1], field)
  if (entries.length === 1 && only?.[0] === '$date') return readDate(only[1], field)
  return readDict(entries, field, depth)
}

function readDict(entries: [string, unknown][], field: string, depth: number): PlistDict {
  const dict: PlistDict = Object.create(null)
  for (const [key, inner] of entries) {
    if (key.startsWith('$')) refuse(`${field}.${key}`, 'is not a key that a command has')
    dict[key] = readValue(inner, `${field}.${key}`, depth + 1)
  }
  return dict
}

function readValue(value: unknown, field: string, depth: number): PlistValue {
  if (depth > deepest) refuse(field.slice(0, 200), 'lies too deep')
  if (typeof value === 'string' || typeof value === 'boolean') return value
  if (typeof value === 'number') {
    if (Number.isInteger(value) && !Number.isSafeInteger(value)) refuse(field, 'is too large')
    return value
  }
  if (Array.isArray(value)) return value.map((item, at) => readValue(item, `${field}[${at}]`, depth + 1))
  if (typeof value === 'object' && value !== null) return readObject(value, field, depth)
  return refuse(field, 'is null, which a property list cannot hold')
}

/**
 * A command's keys from JSON: `{"$data": base64}` is bytes and `{"$date": ISO 8601}` a date.
 * throws   ApiError with invalid_parameter and the place.
 */
export function readParameters(parameters: Record<string, unknown>): PlistDict {
  if ('RequestType' in parameters) refuse('parameters.RequestType', 'stands in requestType')
  return readDict(Object.entries(parameters), 'parameters', 0)
}
