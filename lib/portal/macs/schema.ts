import { z } from 'zod'

const reason = z.string().trim().min(3, 'reason_too_short').max(500, 'action_reason_too_long')

export const refreshMacInput = z.object({ deviceId: z.uuid(), requestKey: z.uuid() })

export const restartMacInput = z.object({ deviceId: z.uuid(), requestKey: z.uuid(), reason })

export const lockMacInput = z.object({
  deviceId: z.uuid(),
  requestKey: z.uuid(),
  reason,
  /** The Mac's name, typed by the person who locks it. */
  typedName: z.string(),
})

export const macInput = z.object({ deviceId: z.uuid() })

export const releaseMacInput = macInput.extend({ reason })

/** The helpdesk says why; the owner of a personal Mac need not. */
export const giveUpMacInput = macInput.extend({ reason: reason.optional() })

const days = (least: number, wrong: string) =>
  z.coerce.number(wrong).int(wrong).min(least, wrong).max(3650, wrong)

export const leavingSettings = z.object({
  silentAfterDays: days(0, 'bad_silent_days'),
  letGoAfterDays: days(1, 'bad_let_go_days'),
})

export const showPinInput = z.object({ actionId: z.uuid() })

/** What an `enrolled` event carries. */
export const enrolledData = z.object({
  personId: z.uuid(),
  ownership: z.enum(['personal', 'company']),
  enrollmentType: z.enum(['device', 'user', 'automated']),
  accessRights: z.number().int(),
  serialNumber: z.string().nullish(),
  model: z.string().nullish(),
  modelName: z.string().nullish(),
  deviceName: z.string().nullish(),
  osVersion: z.string().nullish(),
  buildVersion: z.string().nullish(),
})

/** What an `identity_expiring` event carries. */
export const identityExpiringData = z.object({ daysLeft: z.number().int() })

export const answeredData = z.object({
  commandUuid: z.string(),
  requestType: z.string(),
  /** Apple's words, and two of our own for a command that no Mac will answer any more. */
  status: z.enum(['Acknowledged', 'Error', 'CommandFormatError', 'NotNow', 'Cancelled', 'Expired']),
  errorChain: z.array(z.record(z.string(), z.unknown())).nullish(),
})
