import { z } from 'zod'

const cause = z.looseObject({ kind: z.string() })

const macFacts = z.object({
  id: z.string(),
  name: z.string(),
  modelName: z.string(),
  serialNumber: z.string().nullable(),
  osVersion: z.string().nullable(),
  buildVersion: z.string().nullable(),
  ownership: z.string(),
  enrollmentType: z.string(),
  status: z.string(),
  fileVault: z.boolean().nullable(),
  availableGb: z.number().nullable(),
  capacityGb: z.number().nullable(),
  lastSeenAt: z.iso.datetime().nullable(),
})

const installFacts = z.object({
  id: z.string(),
  appName: z.string(),
  appVersion: z.string(),
  state: z.string(),
  stateSince: z.iso.datetime(),
  failureCode: z.string().nullable(),
  failureDetail: z.unknown(),
  attempt: z.number(),
  history: z.array(
    z.object({ fromState: z.string().nullable(), toState: z.string(), at: z.iso.datetime(), cause }),
  ),
})

export const ticketSnapshot = z.object({ mac: macFacts.nullable(), install: installFacts.nullable() })

/** How the Mac and the install stood when the question was asked, kept with the ticket's first message. */
export type TicketSnapshot = z.infer<typeof ticketSnapshot>
