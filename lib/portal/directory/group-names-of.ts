import type { Transaction } from '#lib/server/prisma.ts'
import type { GroupName } from './view-user.ts'

/** The directory's groups that these people are in, by person. */
export async function groupNamesOf(tx: Transaction, personIds: string[]): Promise<Map<string, GroupName[]>> {
  const rows = await tx.membership.findMany({
    where: { personId: { in: personIds }, group: { source: 'directory' } },
    select: { personId: true, group: { select: { id: true, name: true } } },
    orderBy: { groupId: 'asc' },
  })
  const names = new Map<string, GroupName[]>()
  for (const { personId, group } of rows) names.set(personId, [...(names.get(personId) ?? []), group])
  return names
}
