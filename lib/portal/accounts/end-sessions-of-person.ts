import { type Actor, hasRole } from '#lib/auth/actor.ts'
import { ForbiddenError } from '#lib/auth/forbidden-error.ts'
import { recordAudit } from '#lib/portal/audit/record-audit.ts'
import { inTransaction } from '#lib/server/prisma.ts'
import { PersonNotFoundError } from './person-not-found-error.ts'

/** Signs a person out everywhere, at once. Admins only. Returns how many sessions that were. */
export async function endSessionsOfPerson(actor: Actor, personId: string): Promise<number> {
  if (!hasRole(actor, 'admin')) throw new ForbiddenError()
  return inTransaction(async (tx) => {
    const person = await tx.person.findUnique({ where: { id: personId } })
    if (!person) throw new PersonNotFoundError()
    const { count } = await tx.session.deleteMany({ where: { personId } })
    await recordAudit(tx, actor, {
      action: 'person.sessions_ended',
      subject: { kind: 'person', id: person.id, label: person.name },
      detail: { sessions: count },
    })
    return count
  })
}
