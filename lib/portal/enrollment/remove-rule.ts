import { type Actor, hasRole } from '#lib/auth/actor.ts'
import { ForbiddenError } from '#lib/auth/forbidden-error.ts'
import { recordAudit } from '#lib/portal/audit/record-audit.ts'
import { inTransaction } from '#lib/server/prisma.ts'
import { GroupNotFoundError } from './group-not-found-error.ts'

/** Takes a group's own rule away, so that its people have what everybody has. */
export async function removeRule(actor: Actor, { groupId }: { groupId: string }): Promise<void> {
  if (!hasRole(actor, 'admin')) throw new ForbiddenError()
  await inTransaction(async (tx) => {
    const group = await tx.group.findUnique({ where: { id: groupId } })
    if (!group) throw new GroupNotFoundError()
    const { count } = await tx.enrollmentRule.deleteMany({ where: { groupId } })
    if (count === 0) return
    await recordAudit(tx, actor, {
      action: 'enrollment.rule_removed',
      subject: { kind: 'group', id: groupId, label: group.name },
    })
  })
}
