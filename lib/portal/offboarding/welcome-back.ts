import type { z } from 'zod'
import { type Actor, hasRole } from '#lib/auth/actor.ts'
import { ForbiddenError } from '#lib/auth/forbidden-error.ts'
import { inTransaction } from '#lib/server/prisma.ts'
import { lockPerson } from './lock-people.ts'
import type { personInput } from './schema.ts'
import { type KeepMacs, switchOn } from './switch-on.ts'

/** An admin switches somebody's account on again. throws OffboardingError not_found */
export async function welcomeBack(
  actor: Actor,
  { personId }: z.output<typeof personInput>,
  keepMacs: KeepMacs,
): Promise<void> {
  if (!hasRole(actor, 'admin')) throw new ForbiddenError()
  await inTransaction(async (tx) => {
    const person = await lockPerson(tx, personId)
    if (!person.active) await switchOn(tx, actor, person, keepMacs)
  })
}
