'use server'

import { randomUUID } from 'node:crypto'
import { refresh } from 'next/cache'
import { redirect } from 'next/navigation'
import { action } from '#lib/auth/action.ts'
import { openTicket } from '#lib/portal/tickets/open-ticket.ts'
import { replyToTicket } from '#lib/portal/tickets/reply-to-ticket.ts'
import { openTicketInput, replyInput, statusInput } from '#lib/portal/tickets/schema.ts'
import { setTicketStatus } from '#lib/portal/tickets/set-ticket-status.ts'

/** Asks the helpdesk, and leads to the conversation. */
export const askHelpdesk = action({ role: 'employee', input: openTicketInput }, async (actor, input) => {
  const { number } = await openTicket(actor, input)
  redirect(`/tickets/${number}`)
})

/** Sends a reply. Answers the key of the next one. */
export const sendReply = action({ role: 'employee', input: replyInput }, async (actor, input) => {
  await replyToTicket(actor, input)
  refresh()
  return { nextKey: randomUUID() }
})

/** Says whose turn it is, or that it is solved. */
export const changeTicketStatus = action(
  { role: 'employee', input: statusInput },
  async (actor, input): Promise<undefined> => {
    await setTicketStatus(actor, input)
    refresh()
  },
)
