'use server'

import { randomUUID } from 'node:crypto'
import { refresh } from 'next/cache'
import { action } from '#lib/auth/action.ts'
import { addNote } from '#lib/portal/tickets/add-note.ts'
import { assignTicket } from '#lib/portal/tickets/assign-ticket.ts'
import { assignInput, noteInput } from '#lib/portal/tickets/schema.ts'

/** Notes something for the helpdesk. Answers the key of the next note. */
export const writeNote = action({ role: 'helpdesk', input: noteInput }, async (actor, input) => {
  await addNote(actor, input)
  refresh()
  return { nextKey: randomUUID() }
})

/** Gives the ticket to somebody of the helpdesk, or back to all. */
export const giveTicket = action(
  { role: 'helpdesk', input: assignInput },
  async (actor, input): Promise<undefined> => {
    await assignTicket(actor, input)
    refresh()
  },
)
