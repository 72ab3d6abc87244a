import type { Group } from '#lib/server/generated/client.ts'
import type { Transaction } from '#lib/server/prisma.ts'
import { ScimError } from './scim-error.ts'

/** A group of the directory; the others are out of its sight. throws ScimError not_found */
export async function findDirectoryGroup(tx: Transaction, id: string): Promise<Group> {
  const group = await tx.group.findFirst({ where: { id, source: 'directory' } })
  if (!group) throw new ScimError('not_found', 'there is no such Group')
  return group
}

/** The same, and nobody else changes it until the transaction ends. */
export async function lockDirectoryGroup(tx: Transaction, id: string): Promise<Group> {
  await tx.$queryRaw`SELECT id FROM person_group WHERE id = ${id}::uuid FOR UPDATE`
  return findDirectoryGroup(tx, id)
}
