import type { z } from 'zod'
import { type Actor, hasRole } from '#lib/auth/actor.ts'
import { ForbiddenError } from '#lib/auth/forbidden-error.ts'
import { recordAudit } from '#lib/portal/audit/record-audit.ts'
import { inTransaction } from '#lib/server/prisma.ts'
import { ProfileError } from './profile-error.ts'
import type { assignProfileInput } from './schema.ts'

/** Assigns a profile to a group; a job installs it on the group's Macs. Assigning twice is assigning once. */
export async function assignProfile(actor: Actor, input: z.output<typeof assignProfileInput>): Promise<void> {
  if (!hasRole(actor, 'admin')) throw new ForbiddenError()
  await inTransaction(async (tx) => {
    const profile = await tx.configurationProfile.findUnique({ where: { id: input.profileId } })
    const group = await tx.group.findUnique({ where: { id: input.groupId } })
    if (!profile || !group) throw new ProfileError('profile_or_group_gone')
    const { count } = await tx.profileAssignment.createMany({ data: input, skipDuplicates: true })
    if (count === 0) return
    await recordAudit(tx, actor, {
      action: 'profile.assigned',
      subject: { kind: 'profile', id: profile.id, label: profile.name },
      detail: { groupId: group.id, group: group.name },
    })
  })
}
