import type { z } from 'zod'
import { hasRole, type PersonActor } from '#lib/auth/actor.ts'
import { ForbiddenError } from '#lib/auth/forbidden-error.ts'
import { recordAudit } from '#lib/portal/audit/record-audit.ts'
import { inTransaction, type Transaction } from '#lib/server/prisma.ts'
import { lockTicket } from './lock-ticket.ts'
import { assignInput } from './schema.ts'
import type { TicketChange } from './ticket-change.ts'
import { TicketError } from './ticket-error.ts'

async function findAssignee(tx: Transaction, id: string) {
  const person = await tx.person.findUnique({ where: { id } })
  const helps = person?.active && (person.role === 'helpdesk' || person.role === 'admin')
  if (!helps) throw new TicketError('ticket_assignee_not_helpdesk')
  return person
}

/** Gives a ticket to somebody of the helpdesk, or, with nobody named, back to all of them. */
export async function assignTicket(
  actor: PersonActor,
  given: z.input<typeof assignInput>,
): Promise<{ number: number }> {
  if (!hasRole(actor, 'helpdesk')) throw new ForbiddenError()
  const { number, assigneeId } = assignInput.parse(given)
  return inTransaction(async (tx) => {
    const { ticket } = await lockTicket(tx, actor, number)
    const assignee = assigneeId ? await findAssignee(tx, assigneeId) : null
    if (ticket.assigneeId === (assignee?.id ?? null)) return { number }
    const at = new Date()
    const change: TicketChange = { change: 'assignee', name: assignee?.name ?? null }
    await tx.ticket.update({
      where: { id: ticket.id },
      data: { assigneeId: assignee?.id ?? null, updatedAt: at },
    })
    await tx.ticketMessage.create({
      data: {
        ticketId: ticket.id,
        authorId: actor.id,
        kind: 'status',
        body: '',
        data: change,
        createdAt: at,
      },
    })
    await recordAudit(tx, actor, {
      action: assignee ? 'ticket.assigned' : 'ticket.unassigned',
      subject: { kind: 'ticket', id: ticket.id, label: `#${number}` },
      detail: { assigneeId: assignee?.id ?? null, assignee: assignee?.name ?? null },
    })
    return { number }
  })
}
