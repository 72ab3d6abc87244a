import type { CommandRefusalCode } from '#lib/mdm/protocol/command-refusal.ts'
import type { ApiErrorCode } from '#lib/portal/api/api-error.ts'

/** What the command table says no with; a new code does not compile until it stands here. */
const byTheTable: Record<CommandRefusalCode, true> = {
  access_right_missing: true,
  key_missing: true,
  key_not_in_user_enrollment: true,
  key_removed_from_os: true,
  key_too_new: true,
  key_unknown: true,
  key_value_not_allowed: true,
  key_wrong_type: true,
  keys_exclude_each_other: true,
  not_in_user_enrollment: true,
  only_automated_enrollment: true,
  os_too_old: true,
  removed_from_os: true,
  supervision_missing: true,
  unknown_request_type: true,
  wrong_channel: true,
  wrong_hardware: true,
}

const byUs = [
  'confirmation_does_not_match',
  'idempotency_key_reused',
  'invalid_parameter',
  'pin_required',
  'reason_required',
] as const satisfies ApiErrorCode[]

/** Why a command is not queued, for the document. */
export const commandRefusals = [
  ...byUs,
  ...Object.keys(byTheTable),
  'not_enrolled',
  'unencodable_plist',
].sort()
