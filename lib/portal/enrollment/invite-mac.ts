import type { z } from 'zod'
import type { PersonActor } from '#lib/auth/actor.ts'
import { recordAudit } from '#lib/portal/audit/record-audit.ts'
import { mdmIn } from '#lib/server/mdm.ts'
import { inTransaction } from '#lib/server/prisma.ts'
import { EnrollmentError } from './enrollment-error.ts'
import { judgeWish } from './judge-wish.ts'
import { lockPerson } from './lock-person.ts'
import { readOffered } from './read-offered.ts'
import type { inviteMacInput } from './schema.ts'

export interface MacInvitation {
  invitationId: string
  /** The address of the enrolment profile; it is shown once and kept only as a digest. */
  url: string
  expiresAt: Date
}

/**
 * Makes the one-time link with which the signed-in person enrols one Mac. Where only so many Macs are allowed it is the
 * only one of theirs that is open. Throws EnrollmentError.
 */
export async function inviteMac(
  actor: PersonActor,
  { ownership }: z.output<typeof inviteMacInput>,
): Promise<MacInvitation> {
  const made = await inTransaction(async (tx) => {
    await lockPerson(tx, actor.id)
    const refusal = await judgeWish(tx, actor, { kind: 'profile', ownership })
    if (refusal) return refusal
    const { maxMacs } = await readOffered(tx, actor.id)
    const whose = { personId: actor.id, ownership, enrollmentType: 'device' as const }
    const invitation = await mdmIn(tx).invite({ ...whose, alone: maxMacs !== null })
    await recordAudit(tx, actor, {
      action: 'device.invited',
      subject: { kind: 'invitation', id: invitation.invitationId, label: actor.name },
      detail: { ownership },
    })
    return { invitationId: invitation.invitationId, url: invitation.url, expiresAt: invitation.expiresAt }
  })
  if (made instanceof EnrollmentError) throw made
  return made
}
