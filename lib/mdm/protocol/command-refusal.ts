/**
 * Why a command is not sent. Those that begin with `key` are about one of its keys; the others are too when the
 * refusal names a key. not_enrolled is for who queues: the table knows no states.
 * Source: Apple, device-management schema (supportedOS, userenrollment, requiresdep, supervised, accessrights)
 */
export const commandRefusalCodes = [
  'unknown_request_type',
  'not_in_user_enrollment',
  'only_automated_enrollment',
  'wrong_channel',
  'access_right_missing',
  'supervision_missing',
  'os_too_old',
  'removed_from_os',
  'wrong_hardware',
  'key_unknown',
  'key_missing',
  'key_wrong_type',
  'key_value_not_allowed',
  'key_not_in_user_enrollment',
  'key_too_new',
  'key_removed_from_os',
  'keys_exclude_each_other',
] as const

/**
 * One of them.
 * Source: Apple, device-management schema (supportedOS, userenrollment, requiresdep, supervised, accessrights)
 */
export type CommandRefusalCode = (typeof commandRefusalCodes)[number]

/**
 * key       where in the command, such as `Settings[0].HostName`; null for the command itself
 * version   the version of macOS that brought it, or took it away
 * Source: Apple, device-management schema (payloadkeys, supportedOS)
 */
export type CommandRefusal = { code: CommandRefusalCode; key: string | null; version: string | null }

/**
 * Says no to a key.
 * Source: Apple, device-management schema (payloadkeys)
 */
export function refuseKey(code: CommandRefusalCode, key: string): CommandRefusal {
  return { code, key, version: null }
}

/**
 * A refusal for the log and for a programmer, in English.
 * Source: Apple, device-management schema (payloadkeys, supportedOS)
 */
export function describeRefusal(requestType: string, refusal: CommandRefusal): string {
  const place = refusal.key === null ? requestType : `${requestType}: ${refusal.key}`
  const version = refusal.version === null ? '' : ` (macOS ${refusal.version})`
  return `${place}: ${refusal.code.replaceAll('_', ' ')}${version}`
}
