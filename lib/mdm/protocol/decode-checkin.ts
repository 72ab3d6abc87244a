import type {
  Authenticate,
  CheckIn,
  DeclarativeManagement,
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

/**
 * Reads what a Mac sent to the check-in URL.
 *
 * throws   MalformedPlistError, MalformedMessageError, UnknownMessageTypeError.
 * spec     mdm/checkin/*.yaml
 */
export function decodeCheckIn(bytes: Uint8Array): CheckIn {
  const raw = decodePlist(bytes)
  if (!isPlistDict(raw)) throw new MalformedMessageError('a check-in is a dictionary')
  const messageType = readToken(raw, 'MessageType', 64)
  const read = readers.get(messageType)
  if (read === undefined) throw new UnknownMessageTypeError('a message type that Macs do not send')
  const checkIn = read(raw)
  if (deviceChannelOnly.has(messageType) && checkIn.enrollment.channel === 'user') {
    throw new MalformedMessageError(`${messageType} on a user channel`)
  }
  return checkIn
}

const deviceChannelOnly: ReadonlySet<string> = new Set([
  'Authenticate',
  'CheckOut',
  'SetBootstrapToken',
  'GetBootstrapToken',
])

const readers: ReadonlyMap<string, (raw: PlistDict) => CheckIn> = new Map<
  string,
  (raw: PlistDict) => CheckIn
>([
  ['Authenticate', readAuthenticate],
  ['TokenUpdate', readTokenUpdate],
  [
    'CheckOut',
    (raw) => ({
      messageType: 'CheckOut',
      enrollment: resolveEnrollment(raw),
      raw,
      topic: readOptionalToken(raw, 'Topic'),
    }),
  ],
  ['UserAuthenticate', readUserAuthenticate],
  ['SetBootstrapToken', readSetBootstrapToken],
  [
    'GetBootstrapToken',
    (raw) => ({ messageType: 'GetBootstrapToken', enrollment: resolveEnrollment(raw), raw }),
  ],
  [
    'GetToken',
    (raw) => ({
      messageType: 'GetToken',
      enrollment: resolveEnrollment(raw),
      raw,
      tokenServiceType: readToken(raw, 'TokenServiceType'),
    }),
  ],
  ['DeclarativeManagement', readDeclarativeManagement],
])

function readAuthenticate(raw: PlistDict): Authenticate {
  return {
    messageType: 'Authenticate',
    enrollment: resolveEnrollment(raw),
    raw,
    topic: readToken(raw, 'Topic'),
    deviceName: readLabel(raw, 'DeviceName'),
    model: readLabel(raw, 'Model'),
    modelName: readLabel(raw, 'ModelName'),
    osVersion: readOptionalLabel(raw, 'OSVersion'),
    buildVersion: readOptionalLabel(raw, 'BuildVersion'),
    productName: readOptionalLabel(raw, 'ProductName'),
    serialNumber: readOptionalToken(raw, 'SerialNumber', 64),
  }
}

function readTokenUpdate(raw: PlistDict): TokenUpdate {
  const pushToken = readOptionalData(raw, 'Token', 1024)
  if (pushToken === null) throw new MalformedMessageError('Token is missing')
  return {
    messageType: 'TokenUpdate',
    enrollment: resolveEnrollment(raw),
    raw,
    topic: readToken(raw, 'Topic'),
    pushToken,
    pushMagic: readToken(raw, 'PushMagic'),
    awaitingConfiguration: readOptionalFlag(raw, 'AwaitingConfiguration') ?? false,
    notOnConsole: readOptionalFlag(raw, 'NotOnConsole'),
    userShortName: readOptionalLabel(raw, 'UserShortName'),
    userLongName: readOptionalLabel(raw, 'UserLongName'),
  }
}

function readUserAuthenticate(raw: PlistDict): UserAuthenticate {
  const enrollment = resolveEnrollment(raw)
  if (enrollment.channel !== 'user') throw new MalformedMessageError('UserAuthenticate without a user')
  const digestResponse = readOptionalToken(raw, 'DigestResponse', 4096)
  return { messageType: 'UserAuthenticate', enrollment, raw, digestResponse }
}

function readSetBootstrapToken(raw: PlistDict): SetBootstrapToken {
  return {
    messageType: 'SetBootstrapToken',
    enrollment: resolveEnrollment(raw),
    raw,
    bootstrapToken: readOptionalData(raw, 'BootstrapToken', 64 * 1024),
  }
}

function readDeclarativeManagement(raw: PlistDict): DeclarativeManagement {
  return {
    messageType: 'DeclarativeManagement',
    enrollment: resolveEnrollment(raw),
    raw,
    endpoint: readToken(raw, 'Endpoint', 512),
    data: readOptionalData(raw, 'Data', 8 * 1024 * 1024),
  }
}
