import type { z } from 'zod'
import { type Actor, hasRole } from '#lib/auth/actor.ts'
import { ForbiddenError } from '#lib/auth/forbidden-error.ts'
import { recordAudit } from '#lib/portal/audit/record-audit.ts'
import { inTransaction } from '#lib/server/prisma.ts'
import { RequirementError } from './requirement-error.ts'
import type { setRequirementInput } from './schema.ts'

/**
 * Requires an app of a group's Macs, or changes whether it is essential there. A job gives it to the Macs. Doing it
 * twice is doing it once.
 *
 * throws  RequirementError app_or_group_gone
 */
export async function setRequirement(
  actor: Actor,
  { appId, groupId, essential }: z.output<typeof setRequirementInput>,
): Promise<void> {
  if (!hasRole(actor, 'admin')) throw new ForbiddenError()
  await inTransaction(async (tx) => {
    const app = await tx.catalogApp.findUnique({ where: { id: appId }, select: { id: true, name: true } })
    const group = await tx.group.findUnique({ where: { id: groupId }, select: { name: true } })
    if (!app || !group) throw new RequirementError()
    const { count } = await tx.appRequirement.createMany({
      data: { appId, groupId, essential },
      skipDuplicates: true,
    })
    const where = { appId, groupId, essential: !essential }
    const changed = count > 0 ? null : await tx.appRequirement.updateMany({ where, data: { essential } })
    if (changed?.count === 0) return
    await recordAudit(tx, actor, {
      action: changed ? 'app.essential_changed' : 'app.required',
      subject: { kind: 'app', id: app.id, label: app.name },
      detail: { groupId, group: group.name, essential },
    })
  })
}
