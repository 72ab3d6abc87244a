import type { z } from 'zod'
import { type Actor, hasRole } from '#lib/auth/actor.ts'
import { ForbiddenError } from '#lib/auth/forbidden-error.ts'
import { inTransaction } from '#lib/server/prisma.ts'
import { lockPerson, requireOtherAdmin } from './lock-people.ts'
import { OffboardingError } from './offboarding-error.ts'
import type { letPersonGoInput } from './schema.ts'
import { switchOff } from './switch-off.ts'

/**
 * An admin lets somebody go: what they could do ends now, and their Macs go at once. Pressing twice is once.
 * throws   OffboardingError not_found, own_account, last_admin
 */
export async function letPersonGo(
  actor: Actor,
  { personId, reason }: z.output<typeof letPersonGoInput>,
): Promise<void> {
  if (!hasRole(actor, 'admin')) throw new ForbiddenError()
  if (actor.id === personId) throw new OffboardingError('own_account')
  await inTransaction(async (tx) => {
    await requireOtherAdmin(tx, actor, personId)
    const person = await lockPerson(tx, personId)
    if (!person.active) return
    await switchOff(tx, actor, person, { by: 'admin', reason, offboardAt: new Date() })
  })
}
