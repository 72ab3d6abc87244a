import type { z } from 'zod'
import { type Actor, hasRole } from '#lib/auth/actor.ts'
import { ForbiddenError } from '#lib/auth/forbidden-error.ts'
import { recordAudit } from '#lib/portal/audit/record-audit.ts'
import { inTransaction } from '#lib/server/prisma.ts'
import { GroupNotFoundError } from './group-not-found-error.ts'
import type { ruleInput } from './schema.ts'

/** Says which ways in a group is offered, for whose Macs and for how many. What is enrolled already stays. */
export async function setRule(actor: Actor, input: z.output<typeof ruleInput>): Promise<void> {
  if (!hasRole(actor, 'admin')) throw new ForbiddenError()
  const { groupId, ...rule } = input
  await inTransaction(async (tx) => {
    const group = await tx.group.findUnique({ where: { id: groupId } })
    if (!group) throw new GroupNotFoundError()
    await tx.enrollmentRule.upsert({ where: { groupId }, create: { groupId, ...rule }, update: rule })
    await recordAudit(tx, actor, {
      action: 'enrollment.rule_set',
      subject: { kind: 'group', id: groupId, label: group.name },
      detail: rule,
    })
  })
}
