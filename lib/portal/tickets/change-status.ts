import type { PersonActor } from '#lib/auth/actor.ts'
import type { Ticket } from '#lib/server/generated/client.ts'
import type { Transaction } from '#lib/server/prisma.ts'
import { parseTicketStatus, type TicketStatus } from './states.ts'
import type { TicketChange } from './ticket-change.ts'

/** Moves a locked ticket to a status and says so in its conversation. The same status again changes nothing. */
export async function changeStatus(
  tx: Transaction,
  actor: PersonActor,
  ticket: Ticket,
  to: TicketStatus,
): Promise<boolean> {
  const from = parseTicketStatus(ticket.status)
  if (from === to) return false
  // A moment after a reply of the same transaction, so that the conversation keeps its order.
  const at = new Date(Date.now() + 1)
  const change: TicketChange = { change: 'status', from, to }
  await tx.ticket.update({ where: { id: ticket.id }, data: { status: to, updatedAt: at } })
  await tx.ticketMessage.create({
    data: { ticketId: ticket.id, authorId: actor.id, kind: 'status', body: '', data: change, createdAt: at },
  })
  return true
}
