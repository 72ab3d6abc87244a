/** Why an install ended without the app. Each has a help article and its words in messages/<locale>/installs.json. */
export const failureCodes = [
  'declined_by_approver',
  'request_expired',
  'mac_offline',
  'mac_busy',
  'declined_on_mac',
  'command_refused',
  'download_failed',
  'not_confirmed',
  'incompatible_os',
  'unsupported_by_enrolment',
  'no_push',
  'mac_left',
] as const

export type FailureCode = (typeof failureCodes)[number]

export function isFailureCode(value: string | null): value is FailureCode {
  return failureCodes.some((code) => code === value)
}
