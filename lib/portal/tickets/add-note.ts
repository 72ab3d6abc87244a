import type { z } from 'zod'
import { hasRole, type PersonActor } from '#lib/auth/actor.ts'
import { ForbiddenError } from '#lib/auth/forbidden-error.ts'
import { recordAudit } from '#lib/portal/audit/record-audit.ts'
import { inTransaction } from '#lib/server/prisma.ts'
import { addEntry } from './add-entry.ts'
import { lockTicket } from './lock-ticket.ts'
import { noteInput } from './schema.ts'
import { TicketError } from './ticket-error.ts'

/**
 * Notes something for the helpdesk's own eyes. The ticket's row stays as it is: its date and its word of change would
 * tell the opener that something was written.
 */
export async function addNote(
  actor: PersonActor,
  given: z.input<typeof noteInput>,
): Promise<{ number: number }> {
  if (!hasRole(actor, 'helpdesk')) throw new ForbiddenError()
  const { number, requestKey, note } = noteInput.parse(given)
  return inTransaction(async (tx) => {
    const { ticket, side } = await lockTicket(tx, actor, number)
    if (side === 'opener') throw new TicketError('ticket_own_note')
    const added = await addEntry(tx, actor, ticket, { requestKey, kind: 'note', body: note })
    if (!added) return { number }
    await recordAudit(tx, actor, {
      action: 'ticket.note_added',
      subject: { kind: 'ticket', id: ticket.id, label: `#${number}` },
      detail: { noteId: requestKey },
    })
    return { number }
  })
}
