import type { z } from 'zod'
import type { PersonActor } from '#lib/auth/actor.ts'
import { recordAudit } from '#lib/portal/audit/record-audit.ts'
import { inTransaction, type Transaction } from '#lib/server/prisma.ts'
import { openTicketInput } from './schema.ts'
import { takeSnapshot } from './take-snapshot.ts'
import { TicketError } from './ticket-error.ts'

/** The ticket that this key made before, if any. The key's lock is held until the transaction ends. */
async function findOpened(tx: Transaction, actor: PersonActor, requestKey: string): Promise<number | null> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`ticket:${requestKey}`}::text, 0))`
  const known = await tx.ticket.findUnique({ where: { requestKey } })
  if (!known) return null
  if (known.openerId !== actor.id) throw new TicketError('ticket_key_used')
  return known.number
}

/**
 * Asks the helpdesk something, about a Mac or an install of one's own where one is named; how those stand now is kept
 * with the question. Asked twice with one key, it is one ticket.
 */
export async function openTicket(
  actor: PersonActor,
  given: z.input<typeof openTicketInput>,
): Promise<{ number: number }> {
  const input = openTicketInput.parse(given)
  return inTransaction(async (tx) => {
    const known = await findOpened(tx, actor, input.requestKey)
    if (known !== null) return { number: known }
    const { deviceId, installId, snapshot } = await takeSnapshot(tx, actor, input)
    const { requestKey, subject, message: body } = input
    const ticket = await tx.ticket.create({
      data: {
        ...{ requestKey, subject, deviceId, installId },
        status: 'open',
        openerId: actor.id,
        messages: {
          create: { authorId: actor.id, body, data: { snapshot: JSON.parse(JSON.stringify(snapshot)) } },
        },
      },
    })
    await recordAudit(tx, actor, {
      action: 'ticket.opened',
      subject: { kind: 'ticket', id: ticket.id, label: `#${ticket.number}` },
      detail: { deviceId, installId },
    })
    return { number: ticket.number }
  })
}
