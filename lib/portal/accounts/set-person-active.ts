import { type Actor, hasRole } from '#lib/auth/actor.ts'
import { ForbiddenError } from '#lib/auth/forbidden-error.ts'
import { recordAudit } from '#lib/portal/audit/record-audit.ts'
import { inTransaction } from '#lib/server/prisma.ts'
import { OwnAccountError } from './own-account-error.ts'
import { PersonNotFoundError } from './person-not-found-error.ts'

/** Switches an account off, which also ends its sessions, or on again. Admins only, and not one's own. */
export async function setPersonActive(
  actor: Actor,
  { personId, active }: { personId: string; active: boolean },
): Promise<void> {
  if (!hasRole(actor, 'admin')) throw new ForbiddenError()
  if (actor.id === personId) throw new OwnAccountError()
  await inTransaction(async (tx) => {
    const person = await tx.person.findUnique({ where: { id: personId } })
    if (!person) throw new PersonNotFoundError()
    if (person.active === active) return
    await tx.person.update({ where: { id: personId }, data: { active } })
    if (!active) await tx.session.deleteMany({ where: { personId } })
    await recordAudit(tx, actor, {
      action: active ? 'person.switched_on' : 'person.switched_off',
      subject: { kind: 'person', id: person.id, label: person.name },
    })
  })
}
