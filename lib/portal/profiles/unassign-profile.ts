import type { z } from 'zod'
import { type Actor, hasRole } from '#lib/auth/actor.ts'
import { ForbiddenError } from '#lib/auth/forbidden-error.ts'
import { recordAudit } from '#lib/portal/audit/record-audit.ts'
import { inTransaction } from '#lib/server/prisma.ts'
import type { assignProfileInput } from './schema.ts'

/** Takes a profile from a group; a job removes it from the Macs that no other group gives it to. */
export async function unassignProfile(
  actor: Actor,
  input: z.output<typeof assignProfileInput>,
): Promise<void> {
  if (!hasRole(actor, 'admin')) throw new ForbiddenError()
  await inTransaction(async (tx) => {
    const where = { profileId_groupId: input }
    const known = await tx.profileAssignment.findUnique({ where, include: { profile: true, group: true } })
    if (!known) return
    const { count } = await tx.profileAssignment.deleteMany({ where: input })
    if (count === 0) return
    await recordAudit(tx, actor, {
      action: 'profile.unassigned',
      subject: { kind: 'profile', id: known.profile.id, label: known.profile.name },
      detail: { groupId: known.groupId, group: known.group.name },
    })
  })
}
