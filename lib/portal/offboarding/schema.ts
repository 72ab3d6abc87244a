import { z } from 'zod'

const reason = z.string('reason_missing').trim().min(3, 'reason_missing').max(500, 'reason_too_long')

/** Letting somebody go, with why. */
export const letPersonGoInput = z.object({ personId: z.uuid(), reason })

export const personInput = z.object({ personId: z.uuid() })

/** Decides about those who were held when the page was shown, and not about who was held since. */
export const decideHeldInput = z.object({ decision: z.enum(['go_on', 'stop']), heldUntil: z.coerce.date() })

/** From an hour, which is how far the guard against a sudden many looks back, to a month. */
export const graceInput = z.object({
  graceHours: z.coerce.number('bad_hours').int('bad_hours').min(1, 'bad_hours').max(720, 'bad_hours'),
})

/** A Mac that was to come back: it is here, or it is not expected any more, with why. */
export const returnedInput = z.object({ deviceId: z.uuid() })
export const endReturnInput = z.object({ deviceId: z.uuid(), reason })
