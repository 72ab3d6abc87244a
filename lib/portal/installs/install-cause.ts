import { z } from 'zod'

/** What moved an install, kept with every move. `eventId` makes a reaction to an MDM event happen once. */
export const installCause = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('person'),
    personId: z.string(),
    name: z.string(),
    reason: z.string().optional(),
    requestId: z.string().optional(),
  }),
  z.object({
    kind: z.literal('policy'),
    rule: z.enum(['no_approval_needed', 'required', 'not_required', 'person_left']),
  }),
  z.object({
    kind: z.literal('command'),
    commandUuid: z.string(),
    status: z.string().optional(),
    errors: z.array(z.string()).optional(),
  }),
  z.object({
    kind: z.literal('report'),
    list: z.string(),
    status: z.string().optional(),
    version: z.string().nullish(),
  }),
  z.object({ kind: z.literal('download'), what: z.enum(['manifest', 'package']) }),
  z.object({
    kind: z.literal('enrollment'),
    what: z.enum(['enrolled', 'checked_out']),
    eventId: z.string(),
  }),
  z.object({ kind: z.literal('restart') }),
  z.object({ kind: z.literal('mac_stays') }),
  z.object({ kind: z.literal('clock'), after: z.string() }),
  z.object({ kind: z.literal('check'), failureCode: z.string() }),
])

export type InstallCause = z.output<typeof installCause>
