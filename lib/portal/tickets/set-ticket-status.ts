import type { z } from 'zod'
import type { PersonActor } from '#lib/auth/actor.ts'
import { recordAudit } from '#lib/portal/audit/record-audit.ts'
import { inTransaction } from '#lib/server/prisma.ts'
import { changeStatus } from './change-status.ts'
import { lockTicket } from './lock-ticket.ts'
import { statusInput } from './schema.ts'
import { maySetStatus } from './states.ts'
import { TicketError } from './ticket-error.ts'

/** Says whose turn it is, or that it is solved, without writing anything. The opener may only say that it is solved. */
export async function setTicketStatus(
  actor: PersonActor,
  given: z.input<typeof statusInput>,
): Promise<{ number: number }> {
  const { number, status } = statusInput.parse(given)
  return inTransaction(async (tx) => {
    const { ticket, side } = await lockTicket(tx, actor, number)
    if (!maySetStatus(side, status)) throw new TicketError('ticket_status_not_yours')
    const changed = await changeStatus(tx, actor, ticket, status)
    if (!changed) return { number }
    await recordAudit(tx, actor, {
      action: 'ticket.status_changed',
      subject: { kind: 'ticket', id: ticket.id, label: `#${number}` },
      detail: { from: ticket.status, to: status },
    })
    return { number }
  })
}
