import { z } from 'zod'
import { startTimes } from './start-choice.ts'

/** Of an employee who asks for an app on one of their Macs. requestKey is made when the form is rendered. */
export const requestAppInput = z.object({
  appId: z.uuid(),
  deviceId: z.uuid(),
  reason: z.string().trim().max(2000, 'reason_too_long').optional(),
  requestKey: z.uuid(),
})
export type RequestAppInput = z.output<typeof requestAppInput>

export const approveRequestInput = z.object({
  requestId: z.uuid(),
  note: z.string().trim().max(2000, 'reason_too_long').optional(),
})
export type ApproveRequestInput = z.output<typeof approveRequestInput>

export const declineRequestInput = z.object({
  requestId: z.uuid(),
  reason: z.string('reason_missing').trim().min(3, 'reason_missing').max(2000, 'reason_too_long'),
})
export type DeclineRequestInput = z.output<typeof declineRequestInput>

/** `attempt` is the one that the page showed: a second click, or another tab, does not start a second try. */
export const retryInstallInput = z.object({
  installId: z.uuid(),
  attempt: z.coerce.number().int().min(0).optional(),
})
export type RetryInstallInput = z.output<typeof retryInstallInput>

export const cancelInstallInput = z.object({ installId: z.uuid() })
export type CancelInstallInput = z.output<typeof cancelInstallInput>

/** Of the person whose Mac waits for a large required app. */
export const chooseStartInput = z.object({ installId: z.uuid(), when: z.enum(startTimes) })
export type ChooseStartInput = z.output<typeof chooseStartInput>
