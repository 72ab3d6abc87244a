import type { Actor } from '#lib/auth/actor.ts'
import { recordAudit } from '#lib/portal/audit/record-audit.ts'
import type { Person } from '#lib/server/generated/client.ts'
import type { Transaction } from '#lib/server/prisma.ts'

const source = 'claim'
const mostGroups = 200
const longestName = 200

function readNames(claimed: string[]): string[] {
  const names = claimed.map((name) => name.trim()).filter((name) => name !== '' && name.length <= longestName)
  return [...new Set(names)]
    .filter((name) => name.isWellFormed() && !/\p{Cc}/u.test(name))
    .slice(0, mostGroups)
}

/**
 * Makes the groups that the identity provider claims of a person, and no other groups of claims, the ones that the
 * person is in. A group that admins or the directory keep under the same name stays as it is.
 */
export async function joinClaimedGroups(
  tx: Transaction,
  actor: Actor,
  person: Person,
  claimed: string[],
): Promise<void> {
  const names = readNames(claimed)
  // In one order everywhere, so that two who sign in at once do not wait for each other.
  const rows = names.toSorted().map((name) => ({ name, source }))
  await tx.group.createMany({ data: rows, skipDuplicates: true })
  const wanted = await tx.group.findMany({ where: { name: { in: names }, source } })
  const before = await tx.membership.findMany({
    where: { personId: person.id, group: { source } },
    include: { group: true },
  })
  const joined = wanted.filter((group) => !before.some((one) => one.groupId === group.id))
  const left = before.map((one) => one.group).filter((group) => !wanted.some((one) => one.id === group.id))
  if (joined.length === 0 && left.length === 0) return
  await tx.membership.createMany({
    data: joined.map((group) => ({ groupId: group.id, personId: person.id })),
    skipDuplicates: true,
  })
  const groupId = { in: left.map((group) => group.id) }
  await tx.membership.deleteMany({ where: { personId: person.id, groupId } })
  await recordAudit(tx, actor, {
    action: 'person.groups_changed',
    subject: { kind: 'person', id: person.id, label: person.name },
    detail: { joined: joined.map((group) => group.name), left: left.map((group) => group.name) },
  })
}
