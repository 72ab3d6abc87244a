import type { z } from 'zod'
import { type Actor, hasRole } from '#lib/auth/actor.ts'
import { ForbiddenError } from '#lib/auth/forbidden-error.ts'
import { recordAudit } from '#lib/portal/audit/record-audit.ts'
import { inTransaction } from '#lib/server/prisma.ts'
import { ProfileError } from './profile-error.ts'
import type { deleteProfileInput } from './schema.ts'

/** Deletes a profile that is on no Mac and assigned to nobody. throws ProfileError with profile_in_use. */
export async function deleteProfile(actor: Actor, input: z.output<typeof deleteProfileInput>): Promise<void> {
  if (!hasRole(actor, 'admin')) throw new ForbiddenError()
  await inTransaction(async (tx) => {
    const profile = await tx.configurationProfile.findUnique({
      where: { id: input.profileId },
      include: {
        assignments: true,
        installs: { where: { state: { in: ['waiting', 'installed', 'removing', 'failed'] } }, take: 1 },
      },
    })
    if (!profile) return
    if (profile.assignments.length > 0 || profile.installs.length > 0)
      throw new ProfileError('profile_in_use')
    await tx.configurationProfile.delete({ where: { id: profile.id } })
    await recordAudit(tx, actor, {
      action: 'profile.deleted',
      subject: { kind: 'profile', id: profile.id, label: profile.name },
      detail: { identifier: profile.identifier, sha256Hex: profile.sha256Hex },
    })
  })
}
