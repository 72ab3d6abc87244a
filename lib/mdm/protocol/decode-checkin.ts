import type {
  Authenticate,
  CheckIn,
  CheckOut,
  DeclarativeManagement,
  GetToken,
  SetBootstrapToken,
  TokenUpdate,
  UserAuthenticate,
} from './check-in.ts'
import { decodePlist } from './decode-plist.ts'
import { resolveEnrollment } from './enrollment-id.ts'
import { MalformedMessageError, UnknownMessageTypeError } from './errors.ts'
import { isPlistDict, type PlistDict } from './plist.ts'
import {
  readLabel,
  readOptionalData,
  readOptionalFlag,
  readOptionalLabel,
  readOptionalToken,
  readToken,
} from './read-key.ts'
import { readUnknownKeys } from './unknown-keys.ts'

/**
 * Reads what a Mac sent to the check-in URL.
 *
 * throws   MalformedPlistError, MalformedMessageError, UnknownMessageTypeError.
 * spec     mdm/checkin/*.yaml
 */
export function decodeCheckIn(bytes: Uint8Array): CheckIn {
  const dict = decodePlist(bytes)
  if (!isPlistDict(dict)) throw new MalformedMessageError('a check-in is a dictionary')
  const messageType = readToken(dict, 'MessageType', 64)
  const read = readers.get(messageType)
  if (read === undefined) throw new UnknownMessageTypeError('a message type that Macs do not send')
  const enrollment = resolveEnrollment(dict)
  if (deviceChannelOnly.has(messageType) && enrollment.channel === 'user') {
    throw new MalformedMessageError(`${messageType} on a user channel`)
  }
  return read(dict, { enrollment, unknown: readUnknownKeys(messageType, dict) })
}

type Spoken = Pick<CheckIn, 'enrollment' | 'unknown'>
type Read = (dict: PlistDict, spoken: Spoken) => CheckIn

const deviceChannelOnly: ReadonlySet<string> = new Set([
  'Authenticate',
  'CheckOut',
  'SetBootstrapToken',
  'GetBootstrapToken',
])

const readers: ReadonlyMap<string, Read> = new Map<string, Read>([
  ['Authenticate', readAuthenticate],
  ['TokenUpdate', readTokenUpdate],
  ['CheckOut', readCheckOut],
  ['UserAuthenticate', readUserAuthenticate],
  ['SetBootstrapToken', readSetBootstrapToken],
  ['GetBootstrapToken', (_, spoken) => ({ ...spoken, messageType: 'GetBootstrapToken' })],
  ['GetToken', readGetToken],
  ['DeclarativeManagement', readDeclarativeManagement],
])

function readAuthenticate(dict: PlistDict, spoken: Spoken): Authenticate {
  return {
    ...spoken,
    messageType: 'Authenticate',
    topic: readToken(dict, 'Topic'),
    deviceName: readLabel(dict, 'DeviceName'),
    model: readLabel(dict, 'Model'),
    modelName: readLabel(dict, 'ModelName'),
    osVersion: readOptionalLabel(dict, 'OSVersion'),
    buildVersion: readOptionalLabel(dict, 'BuildVersion'),
    productName: readOptionalLabel(dict, 'ProductName'),
    serialNumber: readOptionalToken(dict, 'SerialNumber', 64),
  }
}

function readTokenUpdate(dict: PlistDict, spoken: Spoken): TokenUpdate {
  const pushToken = readOptionalData(dict, 'Token', 1024)
  if (pushToken === null) throw new MalformedMessageError('Token is missing')
  return {
    ...spoken,
    messageType: 'TokenUpdate',
    topic: readToken(dict, 'Topic'),
    pushToken,
    pushMagic: readToken(dict, 'PushMagic'),
    awaitingConfiguration: readOptionalFlag(dict, 'AwaitingConfiguration') ?? false,
    notOnConsole: readOptionalFlag(dict, 'NotOnConsole'),
    userShortName: readOptionalLabel(dict, 'UserShortName'),
    userLongName: readOptionalLabel(dict, 'UserLongName'),
  }
}

function readCheckOut(dict: PlistDict, spoken: Spoken): CheckOut {
  return { ...spoken, messageType: 'CheckOut', topic: readOptionalToken(dict, 'Topic') }
}

function readUserAuthenticate(dict: PlistDict, spoken: Spoken): UserAuthenticate {
  if (spoken.enrollment.channel !== 'user') throw new MalformedMessageError('UserAuthenticate without a user')
  const digestResponse = readOptionalToken(dict, 'DigestResponse', 4096)
  return { ...spoken, messageType: 'UserAuthenticate', digestResponse }
}

function readSetBootstrapToken(dict: PlistDict, spoken: Spoken): SetBootstrapToken {
  const bootstrapToken = readOptionalData(dict, 'BootstrapToken', 64 * 1024)
  return { ...spoken, messageType: 'SetBootstrapToken', bootstrapToken }
}

function readGetToken(dict: PlistDict, spoken: Spoken): GetToken {
  const parameters = dict.TokenParameters
  if (parameters !== undefined && !isPlistDict(parameters)) {
    throw new MalformedMessageError('TokenParameters is not a dictionary')
  }
  return {
    ...spoken,
    messageType: 'GetToken',
    tokenServiceType: readToken(dict, 'TokenServiceType'),
    tokenParameters: parameters ?? null,
  }
}

function readDeclarativeManagement(dict: PlistDict, spoken: Spoken): DeclarativeManagement {
  return {
    ...spoken,
    messageType: 'DeclarativeManagement',
    endpoint: readToken(dict, 'Endpoint', 512),
    data: readOptionalData(dict, 'Data', 8 * 1024 * 1024),
  }
}
