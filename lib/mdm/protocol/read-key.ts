import { MalformedMessageError } from './errors.ts'
import type { PlistDict } from './plist.ts'

const unseen = /[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/u
const allUnseen = new RegExp(unseen.source, 'gu')
const displayLength = 255

/**
 * Reads a required string that we compare or send back: over-long ones and control characters are refused.
 * Source: mdm/checkin/*.yaml (presence: required)
 */
export function readToken(dict: PlistDict, key: string, maxLength = 255): string {
  const value = readOptionalToken(dict, key, maxLength)
  if (value === undefined) throw new MalformedMessageError(`${key} is missing`)
  return value
}

/**
 * The same where the key may be missing; an empty string counts as missing.
 * Source: mdm/checkin/*.yaml (presence: optional)
 */
export function readOptionalToken(dict: PlistDict, key: string, maxLength = 255): string | undefined {
  const value = dict[key]
  if (value === undefined || value === '') return undefined
  if (typeof value !== 'string') throw new MalformedMessageError(`${key} is not a string`)
  if (value.length > maxLength) throw new MalformedMessageError(`${key} is too long`)
  if (unseen.test(value)) throw new MalformedMessageError(`${key} holds control characters`)
  return value
}

/**
 * Reads a string that people look at. A strange name must not keep a Mac from enrolling, so control and
 * direction characters become spaces and the rest is cut to 255 characters.
 * Source: mdm/checkin/authenticate.yaml (DeviceName)
 */
export function readOptionalLabel(dict: PlistDict, key: string): string | undefined {
  const value = dict[key]
  if (value === undefined) return undefined
  if (typeof value !== 'string') throw new MalformedMessageError(`${key} is not a string`)
  const clean = value
    .slice(0, displayLength * 2)
    .replace(allUnseen, ' ')
    .trim()
  return clean === '' ? undefined : clean.slice(0, displayLength).toWellFormed()
}

/**
 * The same where Apple requires the key; an unreadable value becomes an empty string.
 * Source: mdm/checkin/authenticate.yaml (DeviceName, Model, ModelName)
 */
export function readLabel(dict: PlistDict, key: string): string {
  if (dict[key] === undefined) throw new MalformedMessageError(`${key} is missing`)
  return readOptionalLabel(dict, key) ?? ''
}

/**
 * Reads bytes, or null when the key is missing or empty.
 * Source: mdm/checkin/setbootstraptoken.yaml (BootstrapToken)
 */
export function readOptionalData(dict: PlistDict, key: string, maxLength: number): Uint8Array | null {
  const value = dict[key]
  if (value === undefined) return null
  if (!(value instanceof Uint8Array)) throw new MalformedMessageError(`${key} is not data`)
  if (value.length > maxLength) throw new MalformedMessageError(`${key} is too long`)
  return value.length === 0 ? null : value
}

/**
 * Reads a boolean where the key may be missing.
 * Source: mdm/checkin/tokenupdate.yaml (AwaitingConfiguration)
 */
export function readOptionalFlag(dict: PlistDict, key: string): boolean | undefined {
  const value = dict[key]
  if (value === undefined) return undefined
  if (typeof value !== 'boolean') throw new MalformedMessageError(`${key} is not a boolean`)
  return value
}
