import { decodeCommandResult } from '../protocol/decode-command-result.ts'
import { MalformedMessageError } from '../protocol/errors.ts'
import { isPlistDict, type PlistDict, type PlistValue } from '../protocol/plist.ts'
import { type DeviceInformationFacts, readDeviceInformation } from './read-device-information.ts'

/** Where an answer holds what it was asked for: one dictionary, a list of dictionaries, or one value. */
const answers: ReadonlyMap<string, { key: string; form: 'dict' | 'list' | 'value' }> = new Map([
  ['DeviceInformation', { key: 'QueryResponses', form: 'dict' }],
  ['SecurityInfo', { key: 'SecurityInfo', form: 'dict' }],
  ['InstalledApplicationList', { key: 'InstalledApplicationList', form: 'list' }],
  ['ManagedApplicationList', { key: 'ManagedApplicationList', form: 'dict' }],
  ['ManagedApplicationConfiguration', { key: 'ApplicationConfigurations', form: 'list' }],
  ['ProfileList', { key: 'ProfileList', form: 'list' }],
  ['ProvisioningProfileList', { key: 'ProvisioningProfileList', form: 'list' }],
  ['CertificateList', { key: 'CertificateList', form: 'list' }],
  ['UserList', { key: 'Users', form: 'list' }],
  ['Settings', { key: 'Settings', form: 'list' }],
  ['ContentCachingInformation', { key: 'StatusResponse', form: 'dict' }],
  ['RotateFileVaultKey', { key: 'RotateResult', form: 'dict' }],
  ['ActivationLockBypassCode', { key: 'ActivationLockBypassCode', form: 'value' }],
] as const)

/**
 * The request types whose answers are kept as inventory.
 * Source: mdm/commands/*.yaml (responsekeys)
 */
export const digestedKinds: readonly string[] = [...answers.keys()]

/**
 * What an answer comes to: its inventory as JSON text, and what the enrollment's own row learns from it.
 * Source: mdm/commands/*.yaml (responsekeys)
 */
export type Digest = { json: string; facts: DeviceInformationFacts | null }

/**
 * Reads the inventory out of an answer, as JSON: dates become ISO text, data base64, great numbers text. An item that
 * is not of the form of its list is left out; the others stay.
 *
 * throws   MalformedPlistError, MalformedMessageError.
 * spec     mdm/commands/*.yaml (responsekeys)
 */
export function digestInventory(kind: string, body: Uint8Array): Digest {
  const place = answers.get(kind)
  const value = place && decodeCommandResult(body).response[place.key]
  if (value === undefined) throw new MalformedMessageError(`an answer without ${place?.key ?? kind}`)
  const facts = kind === 'DeviceInformation' && isPlistDict(value) ? readDeviceInformation(value) : null
  return { json: JSON.stringify(toJson(inForm(kind, value, place?.form))), facts }
}

function inForm(kind: string, value: PlistValue, form?: 'dict' | 'list' | 'value'): PlistValue {
  if (form === 'list') {
    // The schema has one dictionary for Settings where Macs send a list.
    const list = isPlistDict(value) ? [value] : value
    if (!Array.isArray(list)) throw new MalformedMessageError(`${kind} is not a list`)
    return list.filter((item): item is PlistDict => isPlistDict(item))
  }
  if (form === 'dict' && !isPlistDict(value)) throw new MalformedMessageError(`${kind} is not a dictionary`)
  if (form === 'value' && typeof value !== 'string')
    throw new MalformedMessageError(`${kind} is not a string`)
  return value
}

function toJson(value: PlistValue): unknown {
  if (value instanceof Date) return value.toISOString()
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64')
  if (Array.isArray(value)) return value.map(toJson)
  if (typeof value === 'bigint') return value.toString()
  if (typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, toJson(item)]))
}
