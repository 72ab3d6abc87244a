import type { z } from 'zod'
import { type Actor, hasRole } from '#lib/auth/actor.ts'
import { ForbiddenError } from '#lib/auth/forbidden-error.ts'
import { recordAudit } from '#lib/portal/audit/record-audit.ts'
import { inTransaction } from '#lib/server/prisma.ts'
import { lockPerson } from './lock-people.ts'
import type { personInput } from './schema.ts'

/**
 * An admin does not wait: the Macs of somebody whose account is off go now, also when they were held, or kept.
 * throws   OffboardingError not_found
 */
export async function releaseNow(actor: Actor, { personId }: z.output<typeof personInput>): Promise<void> {
  if (!hasRole(actor, 'admin')) throw new ForbiddenError()
  await inTransaction(async (tx) => {
    const person = await lockPerson(tx, personId)
    if (person.active || person.offboardedAt) return
    const deactivatedBy = person.deactivatedBy === 'directory' ? 'directory_confirmed' : person.deactivatedBy
    const data = { offboardAt: new Date(), offboardHeldAt: null, deactivatedBy }
    await tx.person.update({ where: { id: personId }, data })
    await recordAudit(tx, actor, {
      action: 'person.offboarding_hurried',
      subject: { kind: 'person', id: personId, label: person.name },
    })
  })
}
