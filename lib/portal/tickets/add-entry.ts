import type { PersonActor } from '#lib/auth/actor.ts'
import type { Ticket } from '#lib/server/generated/client.ts'
import type { Transaction } from '#lib/server/prisma.ts'
import { TicketError } from './ticket-error.ts'

export interface NewEntry {
  requestKey: string
  kind: 'message' | 'note'
  body: string
}

/**
 * Adds what somebody wrote to a locked ticket; the request key becomes the entry's id, so that a second sending finds
 * the first. Answers false when it was there already; other words under the same key are refused, not lost.
 */
export async function addEntry(
  tx: Transaction,
  actor: PersonActor,
  ticket: Ticket,
  entry: NewEntry,
): Promise<boolean> {
  const { requestKey, kind, body } = entry
  const known = await tx.ticketMessage.findUnique({ where: { id: requestKey } })
  if (known) {
    const here = known.ticketId === ticket.id && known.authorId === actor.id
    const same = here && known.kind === kind && known.body === body
    if (!same) throw new TicketError('ticket_key_used')
    return false
  }
  await tx.ticketMessage.create({
    data: { id: requestKey, ticketId: ticket.id, authorId: actor.id, kind, body, createdAt: new Date() },
  })
  return true
}
