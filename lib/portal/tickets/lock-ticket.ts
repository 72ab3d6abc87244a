import { hasRole, type PersonActor } from '#lib/auth/actor.ts'
import type { Ticket } from '#lib/server/generated/client.ts'
import type { Transaction } from '#lib/server/prisma.ts'
import type { TicketSide } from './states.ts'
import { TicketError } from './ticket-error.ts'

export interface LockedTicket {
  ticket: Ticket
  side: TicketSide
}

/** On which side of a ticket this person stands; null for whom it is not there. */
export function sideOf(actor: PersonActor, openerId: string): TicketSide | null {
  if (actor.id === openerId) return 'opener'
  return hasRole(actor, 'helpdesk') ? 'helpdesk' : null
}

/**
 * A ticket for writing: others who write to it wait until the transaction ends. Throws ticket_not_found when it is
 * not there, and when it is somebody else's.
 */
export async function lockTicket(tx: Transaction, actor: PersonActor, number: number): Promise<LockedTicket> {
  await tx.$queryRaw`SELECT id FROM ticket WHERE number = ${number} FOR UPDATE`
  const ticket = await tx.ticket.findUnique({ where: { number } })
  const side = ticket && sideOf(actor, ticket.openerId)
  if (!ticket || !side) throw new TicketError('ticket_not_found')
  return { ticket, side }
}
