import { z } from 'zod'
import { systemActor } from '#lib/auth/actor.ts'
import type { MdmEventRecord } from '#lib/mdm/server.ts'
import { recordAudit } from '#lib/portal/audit/record-audit.ts'
import type { Transaction } from '#lib/server/prisma.ts'

const refused = z.object({
  reason: z.string(),
  invitationId: z.string().nullable(),
  personId: z.string().nullable(),
})

/**
 * A Mac came with a sign-in, a link or an identity that is of no use, or is one that cannot enrol: written down with
 * whose it was, and that their account is switched off where it is.
 */
export async function onAccountRefused(tx: Transaction, event: MdmEventRecord): Promise<void> {
  const { reason, invitationId, personId } = refused.parse(event.data)
  const person = personId ? await tx.person.findUnique({ where: { id: personId } }) : null
  const isInactive = person?.active === false
  await recordAudit(tx, systemActor('Zelf'), {
    action: isInactive ? 'enrollment.refused' : 'enrollment.token_refused',
    subject: person
      ? { kind: 'person', id: person.id, label: person.name }
      : { kind: 'invitation', id: invitationId ?? '-', label: reason },
    detail: { ...(isInactive && { code: 'enrollment_person_inactive' }), reason, invitationId },
  })
}
