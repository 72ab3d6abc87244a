import { z } from 'zod'
import { ticketStatuses } from './states.ts'

export const ticketChange = z.discriminatedUnion('change', [
  z.object({ change: z.literal('status'), from: z.enum(ticketStatuses), to: z.enum(ticketStatuses) }),
  z.object({ change: z.literal('assignee'), name: z.string().nullable() }),
])

/** What a status line in a conversation says; its words are made when it is shown. */
export type TicketChange = z.infer<typeof ticketChange>
