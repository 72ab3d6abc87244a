import { z } from 'zod'
import { ticketStatuses } from './states.ts'

/** Text as the database can keep it and people can see it: whole characters; of the invisible ones tabs and new lines. */
function cleanText(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n\t]|[\u200b\ufeff]/gu, '')
    .trim()
}

function cleanLine(text: string): string {
  return cleanText(text).replace(/\s+/g, ' ')
}

const body = z
  .string()
  .transform(cleanText)
  .pipe(z.string().min(1, 'required').max(10_000, 'ticket_message_too_long'))

export const ticketNumber = z.coerce.number().int().min(1).max(2_147_483_647)

export const openTicketInput = z.object({
  requestKey: z.uuid(),
  subject: z
    .string()
    .transform(cleanLine)
    .pipe(z.string().min(3, 'ticket_subject_too_short').max(120, 'ticket_subject_too_long')),
  message: body,
  deviceId: z.uuid().optional(),
  installId: z.uuid().optional(),
})

export const replyInput = z.object({
  number: ticketNumber,
  requestKey: z.uuid(),
  message: body,
  /** Where the helpdesk leaves the ticket; what an opener sends here is ignored. */
  status: z.enum(ticketStatuses).optional(),
})

export const noteInput = z.object({ number: ticketNumber, requestKey: z.uuid(), note: body })

/** Nobody is chosen by an empty field. */
export const assignInput = z.object({ number: ticketNumber, assigneeId: z.uuid().optional() })

export const statusInput = z.object({ number: ticketNumber, status: z.enum(ticketStatuses) })

export const inboxViews = ['open', 'waiting', 'resolved', 'mine', 'unassigned'] as const
export type InboxView = (typeof inboxViews)[number]

export const inboxSorts = ['updated', 'opened'] as const
export type InboxSort = (typeof inboxSorts)[number]

/** From an address, so whatever is wrong counts as not said. */
export const inboxInput = z.object({
  view: z.enum(inboxViews).catch('open'),
  query: z
    .string()
    .transform((text) => cleanLine(text).slice(0, 100))
    .catch(''),
  sort: z.enum(inboxSorts).catch('updated'),
  direction: z.enum(['asc', 'desc']).catch('desc'),
  cursor: z.string().max(200).optional().catch(undefined),
})
