import type { PersonActor } from '#lib/auth/actor.ts'
import { endSession } from '#lib/auth/end-session.ts'
import { recordAudit } from '#lib/portal/audit/record-audit.ts'
import { inTransaction } from '#lib/server/prisma.ts'

/** Ends the session that this token carries, if it is the actor's own. */
export async function signOut(actor: PersonActor, token: string): Promise<void> {
  await inTransaction(async (tx) => {
    const ended = await endSession(tx, token)
    if (!ended) return
    await recordAudit(tx, actor, {
      action: 'person.signed_out',
      subject: { kind: 'person', id: actor.id, label: actor.name },
    })
  })
}
