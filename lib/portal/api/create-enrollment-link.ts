import type { Actor } from '#lib/auth/actor.ts'
import { requireScope } from '#lib/auth/require-scope.ts'
import { recordAudit } from '#lib/portal/audit/record-audit.ts'
import { mdmIn } from '#lib/server/mdm.ts'
import { inTransaction } from '#lib/server/prisma.ts'
import { ApiError } from './api-error.ts'
import type { CreatedEnrollmentLink } from './resources.ts'
import type { EnrollmentLinkInput } from './schema.ts'

/**
 * Makes the one-time link with which somebody enrols one Mac. Every asking makes another one.
 * throws   ApiError with person_not_found, also for somebody whose account is switched off.
 */
export async function createEnrollmentLink(
  actor: Actor,
  input: EnrollmentLinkInput,
): Promise<CreatedEnrollmentLink> {
  requireScope(actor, 'enrollment-links:write')
  return inTransaction(async (tx) => {
    const person = await tx.person.findFirst({
      where: { id: input.personId, email: input.personEmail?.toLowerCase(), active: true },
    })
    if (!person) throw new ApiError('person_not_found', 'there is no such person')
    const { invitationId, url, expiresAt } = await mdmIn(tx).invite({
      personId: person.id,
      ownership: input.ownership,
      enrollmentType: 'device',
    })
    await recordAudit(tx, actor, {
      action: 'device.invited',
      subject: { kind: 'invitation', id: invitationId, label: person.name },
      detail: { ownership: input.ownership, personId: person.id },
    })
    return { id: invitationId, url, expiresAt: expiresAt.toISOString() }
  })
}
