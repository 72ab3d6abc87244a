import type { z } from 'zod'
import type { PersonActor } from '#lib/auth/actor.ts'
import { recordAudit } from '#lib/portal/audit/record-audit.ts'
import { inTransaction } from '#lib/server/prisma.ts'
import { addEntry } from './add-entry.ts'
import { changeStatus } from './change-status.ts'
import { lockTicket } from './lock-ticket.ts'
import { replyInput } from './schema.ts'
import { statusAfterReply } from './states.ts'

/**
 * Writes in a conversation. The opener's words bring a ticket back to the helpdesk; the helpdesk's hand it over, to
 * wait unless told otherwise, and whoever of the helpdesk answers first has it from then on.
 */
export async function replyToTicket(
  actor: PersonActor,
  given: z.input<typeof replyInput>,
): Promise<{ number: number }> {
  const { number, requestKey, message, status: wanted } = replyInput.parse(given)
  return inTransaction(async (tx) => {
    const { ticket, side } = await lockTicket(tx, actor, number)
    const added = await addEntry(tx, actor, ticket, { requestKey, kind: 'message', body: message })
    if (!added) return { number }
    const taken = side === 'helpdesk' && ticket.assigneeId === null
    await tx.ticket.update({
      where: { id: ticket.id },
      data: { updatedAt: new Date(), ...(taken ? { assigneeId: actor.id } : {}) },
    })
    const status = statusAfterReply(side, wanted)
    await changeStatus(tx, actor, ticket, status)
    await recordAudit(tx, actor, {
      action: 'ticket.replied',
      subject: { kind: 'ticket', id: ticket.id, label: `#${number}` },
      detail: { messageId: requestKey, as: side, status, taken },
    })
    return { number }
  })
}
