import type { PlistDict } from './plist.ts'

/** What any check-in may hold: its kind, and who speaks. */
const everywhere = [
  'MessageType',
  'Topic',
  'UDID',
  'EnrollmentID',
  'UserID',
  'EnrollmentUserID',
  'UserShortName',
  'UserLongName',
  'NotOnConsole',
  'AwaitingConfiguration',
]

const keysOf = (...own: string[]): ReadonlySet<string> => new Set([...everywhere, ...own])

const known: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  [
    'Authenticate',
    keysOf('DeviceName', 'Model', 'ModelName', 'OSVersion', 'BuildVersion', 'ProductName', 'SerialNumber'),
  ],
  ['TokenUpdate', keysOf('Token', 'PushMagic')],
  ['CheckOut', keysOf()],
  ['UserAuthenticate', keysOf('DigestResponse')],
  ['SetBootstrapToken', keysOf('BootstrapToken')],
  ['GetBootstrapToken', keysOf()],
  ['GetToken', keysOf('TokenServiceType', 'TokenParameters')],
  ['DeclarativeManagement', keysOf('Endpoint', 'Data')],
])

const nothing: PlistDict = Object.freeze(Object.create(null))

/**
 * The keys of a check-in that Apple has not told of: a newer macOS must not be refused for what it says besides. They
 * stay with the message and are not stored, because what nobody knows may be a secret.
 * Source: mdm/checkin/*.yaml (payloadkeys)
 */
export function readUnknownKeys(messageType: string, dict: PlistDict): PlistDict {
  const keys = known.get(messageType)
  let unknown: PlistDict | null = null
  for (const key in dict) {
    const value = dict[key]
    if (keys?.has(key) || value === undefined) continue
    unknown ??= Object.create(null) as PlistDict
    unknown[key] = value
  }
  return unknown ?? nothing
}
