import { decodeCommandResult } from '../protocol/decode-command-result.ts'
import { MalformedMessageError } from '../protocol/errors.ts'
import type { PlistValue } from '../protocol/plist.ts'

const answerKeys: ReadonlyMap<string, string> = new Map([
  ['DeviceInformation', 'QueryResponses'],
  ['SecurityInfo', 'SecurityInfo'],
  ['InstalledApplicationList', 'InstalledApplicationList'],
  ['ManagedApplicationList', 'ManagedApplicationList'],
  ['ProfileList', 'ProfileList'],
  ['CertificateList', 'CertificateList'],
])

/**
 * The request types whose answers are kept as inventory.
 * Source: mdm/commands/information.device.yaml, information.security.yaml, application.installed.list.yaml,
 * application.managed.list.yaml, profile.list.yaml, certificate.list.yaml
 */
export const digestedKinds: readonly string[] = [...answerKeys.keys()]

/**
 * Reads the inventory out of an answer, as JSON: dates become ISO text, data base64, great numbers text.
 *
 * throws   MalformedPlistError, MalformedMessageError.
 * spec     mdm/commands/*.yaml (responsekeys)
 */
export function digestInventory(kind: string, body: Uint8Array): unknown {
  const key = answerKeys.get(kind)
  const answer = key === undefined ? undefined : decodeCommandResult(body).response[key]
  if (typeof answer !== 'object') throw new MalformedMessageError(`an answer without ${key ?? kind}`)
  return toJson(answer)
}

function toJson(value: PlistValue): unknown {
  if (value instanceof Date) return value.toISOString()
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64')
  if (Array.isArray(value)) return value.map(toJson)
  if (typeof value === 'bigint') return value.toString()
  if (typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, toJson(item)]))
}
