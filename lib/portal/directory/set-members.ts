import type { Transaction } from '#lib/server/prisma.ts'
import { ScimError } from './scim-error.ts'

export interface MembersChange {
  added: string[]
  removed: string[]
}

/**
 * Makes these people, and nobody else, the members of a group.
 * throws   ScimError invalidValue when one of them is nobody whom the directory may see
 */
export async function setMembers(
  tx: Transaction,
  groupId: string,
  before: readonly string[],
  after: readonly string[],
): Promise<MembersChange> {
  const [was, will] = [new Set(before), new Set(after)]
  const added = after.filter((id) => !was.has(id))
  const removed = before.filter((id) => !will.has(id))
  if (added.length > 0) {
    const [known] = await tx.$queryRaw<{ count: number }[]>`
      SELECT count(*)::int AS count FROM person p
      WHERE p.id = ANY (${added}::uuid[]) AND NOT p.is_demo AND (p.from_directory OR p.active)`
    if (known?.count !== added.length)
      throw new ScimError('invalidValue', 'a member is no User of this server')
    await tx.membership.createMany({
      data: added.map((personId) => ({ groupId, personId })),
      skipDuplicates: true,
    })
  }
  if (removed.length > 0) {
    await tx.$executeRaw`
      DELETE FROM membership WHERE group_id = ${groupId}::uuid AND person_id = ANY (${removed}::uuid[])`
  }
  return { added, removed }
}
