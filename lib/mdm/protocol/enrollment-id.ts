import { MalformedMessageError } from './errors.ts'
import type { PlistDict } from './plist.ts'
import { readOptionalToken } from './read-key.ts'

/**
 * Names one channel of one enrollment: the device's identifier, or `device:user` for a user channel.
 * Source: mdm/checkin/tokenupdate.yaml (UDID, EnrollmentID, UserID, EnrollmentUserID)
 */
export type EnrollmentId = string & { readonly __brand: 'EnrollmentId' }

/**
 * Who a message says it is from. Believed only after its signature was checked.
 * Source: mdm/checkin/tokenupdate.yaml
 */
export type EnrollmentIdentity = {
  id: EnrollmentId
  deviceId: EnrollmentId
  channel: 'device' | 'user'
  enrollmentType: 'device' | 'user'
}

const devicePart = /^[A-Za-z0-9._-]{1,64}$/
/** Shared iPad's word for nobody in particular, which no Mac uses. */
const sharedDeviceUser = 'FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF'

/**
 * Makes an enrollment ID of a string from our own database or a test.
 *
 * throws   MalformedMessageError when it has not the form `device` or `device:user`.
 * spec     mdm/checkin/tokenupdate.yaml
 */
export function parseEnrollmentId(text: string): EnrollmentId {
  const parts = text.split(':')
  if (parts.length > 2 || !parts.every((part) => devicePart.test(part))) {
    throw new MalformedMessageError('not an enrollment ID')
  }
  return text as EnrollmentId
}

/**
 * Reads from a check-in or result which enrollment and channel it speaks for: UDID first (device enrollment),
 * else EnrollmentID (user enrollment); the matching user key makes it the user channel.
 *
 * throws   MalformedMessageError when neither is there, one has characters that no identifier has, or the user is the
 *          one of a Shared iPad.
 * spec     mdm/checkin/tokenupdate.yaml
 */
export function resolveEnrollment(dict: PlistDict): EnrollmentIdentity {
  const udid = readOptionalToken(dict, 'UDID')
  const device = udid ?? readOptionalToken(dict, 'EnrollmentID')
  if (device === undefined) throw new MalformedMessageError('neither UDID nor EnrollmentID')
  const user = readOptionalToken(dict, udid === undefined ? 'EnrollmentUserID' : 'UserID')
  if (!devicePart.test(device)) {
    throw new MalformedMessageError('the device identifier has an impossible form')
  }
  if (user !== undefined && !devicePart.test(user)) {
    throw new MalformedMessageError('the user identifier has an impossible form')
  }
  if (user?.toUpperCase() === sharedDeviceUser) {
    throw new MalformedMessageError('the user of a Shared iPad, which no Mac has')
  }
  return {
    id: (user === undefined ? device : `${device}:${user}`) as EnrollmentId,
    deviceId: device as EnrollmentId,
    channel: user === undefined ? 'device' : 'user',
    enrollmentType: udid === undefined ? 'user' : 'device',
  }
}
