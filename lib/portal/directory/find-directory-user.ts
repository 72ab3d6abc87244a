import type { Person } from '#lib/server/generated/client.ts'
import type { Transaction } from '#lib/server/prisma.ts'
import { ScimError } from './scim-error.ts'

/** A person whom the directory may see. throws ScimError not_found */
export async function findDirectoryUser(tx: Transaction, id: string): Promise<Person> {
  const person = await tx.person.findFirst({
    where: { id, isDemo: false, OR: [{ fromDirectory: true }, { active: true }] },
  })
  if (!person) throw new ScimError('not_found', 'there is no such User')
  return person
}

/** The same, and nobody else changes them until the transaction ends. */
export async function lockDirectoryUser(tx: Transaction, id: string): Promise<Person> {
  await tx.$queryRaw`SELECT id FROM person WHERE id = ${id}::uuid FOR UPDATE`
  return findDirectoryUser(tx, id)
}
