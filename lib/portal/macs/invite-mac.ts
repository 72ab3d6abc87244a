import type { z } from 'zod'
import type { PersonActor } from '#lib/auth/actor.ts'
import { recordAudit } from '#lib/portal/audit/record-audit.ts'
import { mdmIn } from '#lib/server/mdm.ts'
import { inTransaction } from '#lib/server/prisma.ts'
import type { inviteMacInput } from './schema.ts'

export interface MacInvitation {
  invitationId: string
  /** The address of the enrolment profile; it is shown once and kept only as a digest. */
  url: string
  expiresAt: Date
}

/** Makes the one-time link with which the signed-in person enrols one Mac. */
export async function inviteMac(
  actor: PersonActor,
  input: z.output<typeof inviteMacInput>,
): Promise<MacInvitation> {
  return inTransaction(async (tx) => {
    const invitation = await mdmIn(tx).invite({
      personId: actor.id,
      ownership: input.ownership,
      enrollmentType: 'device',
    })
    await recordAudit(tx, actor, {
      action: 'device.invited',
      subject: { kind: 'invitation', id: invitation.invitationId, label: actor.name },
      detail: { ownership: input.ownership },
    })
    return { invitationId: invitation.invitationId, url: invitation.url, expiresAt: invitation.expiresAt }
  })
}
