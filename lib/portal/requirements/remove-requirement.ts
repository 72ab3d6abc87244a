import type { z } from 'zod'
import { type Actor, hasRole } from '#lib/auth/actor.ts'
import { ForbiddenError } from '#lib/auth/forbidden-error.ts'
import { recordAudit } from '#lib/portal/audit/record-audit.ts'
import { inTransaction } from '#lib/server/prisma.ts'
import type { removeRequirementInput } from './schema.ts'

/** Requires an app of a group no longer. A job takes back what no Mac was sent; what is installed stays. */
export async function removeRequirement(
  actor: Actor,
  input: z.output<typeof removeRequirementInput>,
): Promise<void> {
  if (!hasRole(actor, 'admin')) throw new ForbiddenError()
  await inTransaction(async (tx) => {
    const known = await tx.appRequirement.findUnique({
      where: { appId_groupId: input },
      include: { app: { select: { name: true } }, group: { select: { name: true } } },
    })
    if (!known) return
    const { count } = await tx.appRequirement.deleteMany({ where: input })
    if (count === 0) return
    await recordAudit(tx, actor, {
      action: 'app.not_required',
      subject: { kind: 'app', id: known.appId, label: known.app.name },
      detail: { groupId: known.groupId, group: known.group.name },
    })
  })
}
