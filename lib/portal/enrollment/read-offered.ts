import type { Transaction } from '#lib/server/prisma.ts'
import { type Offered, offeredTo } from './policy.ts'

/** What the rules of a person's groups come to. Nobody (null) has the rule of the group that everybody is in. */
export async function readOffered(tx: Transaction, personId: string | null): Promise<Offered> {
  const mine = personId === null ? [] : [{ memberships: { some: { personId } } }]
  const rules = await tx.enrollmentRule.findMany({
    where: { group: { OR: [{ everyone: true }, ...mine] } },
    include: { group: { select: { everyone: true } } },
  })
  return offeredTo(rules.map(({ group, ...rule }) => ({ ...rule, everyone: group.everyone })))
}
