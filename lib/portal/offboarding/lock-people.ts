import type { Actor } from '#lib/auth/actor.ts'
import type { Person } from '#lib/server/generated/client.ts'
import type { Transaction } from '#lib/server/prisma.ts'
import { OffboardingError } from './offboarding-error.ts'

/** The person's row, held to the end of the transaction. throws OffboardingError not_found */
export async function lockPerson(tx: Transaction, personId: string): Promise<Person> {
  await tx.$queryRaw`SELECT id FROM person WHERE id = ${personId}::uuid FOR UPDATE`
  const person = await tx.person.findUnique({ where: { id: personId } })
  if (!person) throw new OffboardingError('not_found')
  return person
}

/**
 * Somebody must be left who can switch people on again: two admins who switch each other off wait for each other here,
 * and the second is refused. throws OffboardingError last_admin
 */
export async function requireOtherAdmin(tx: Transaction, actor: Actor, personId: string): Promise<void> {
  const admins = await tx.$queryRaw<{ id: string }[]>`
    SELECT id::text AS id FROM person WHERE role = 'admin' AND active ORDER BY id FOR UPDATE`
  const others = admins.filter(({ id }) => id !== personId)
  const isThere = actor.kind !== 'person' || others.some(({ id }) => id === actor.id)
  if (others.length === 0 || !isThere) throw new OffboardingError('last_admin')
}
