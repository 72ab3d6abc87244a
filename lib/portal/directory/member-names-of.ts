import type { Transaction } from '#lib/server/prisma.ts'
import type { MemberName } from './view-group.ts'

/** Who is in these groups, by group. */
export async function memberNamesOf(tx: Transaction, groupIds: string[]): Promise<Map<string, MemberName[]>> {
  const rows = await tx.$queryRaw<(MemberName & { groupId: string })[]>`
    SELECT m.group_id AS "groupId", p.id, p.name FROM membership m JOIN person p ON p.id = m.person_id
    WHERE m.group_id = ANY (${groupIds}::uuid[]) ORDER BY m.group_id, p.id`
  const names = new Map<string, MemberName[]>()
  for (const { groupId, ...member } of rows) {
    const known = names.get(groupId)
    if (known) known.push(member)
    else names.set(groupId, [member])
  }
  return names
}
