import type { PersonActor } from '#lib/auth/actor.ts'
import { recordAudit } from '#lib/portal/audit/record-audit.ts'
import { inTransaction } from '#lib/server/prisma.ts'

/** Signs the actor out somewhere else. A handle that is not the actor's ends nothing. */
export async function endOwnSession(actor: PersonActor, handle: string): Promise<void> {
  await inTransaction(async (tx) => {
    const where = { personId: actor.id, tokenSha256: { startsWith: handle } }
    const { count } = await tx.session.deleteMany({ where })
    if (count === 0) return
    await recordAudit(tx, actor, {
      action: 'person.session_ended',
      subject: { kind: 'person', id: actor.id, label: actor.name },
      detail: { sessions: count },
    })
  })
}
