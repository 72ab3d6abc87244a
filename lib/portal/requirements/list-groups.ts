import { z } from 'zod'
import { type Actor, hasRole } from '#lib/auth/actor.ts'
import { ForbiddenError } from '#lib/auth/forbidden-error.ts'
import { prisma } from '#lib/server/prisma.ts'

/** So many Macs that are alike in what they can be given. */
export interface MacKind {
  enrollmentType: string
  accessRights: number
  count: number
}

export interface RequiringGroup {
  id: string
  name: string
  everyone: boolean
  /** null while the group does not require the app. */
  essential: boolean | null
  /** The enrolled Macs of its people. */
  macs: MacKind[]
}

/** Every group, whether it requires the app, and which Macs that concerns: everybody first, then by name. */
export async function listGroups(actor: Actor, appId: string): Promise<RequiringGroup[]> {
  if (!hasRole(actor, 'admin')) throw new ForbiddenError()
  if (!z.uuid().safeParse(appId).success) return []
  const groups = await prisma().group.findMany({
    select: { id: true, name: true, everyone: true, requiredApps: { where: { appId } } },
    orderBy: [{ everyone: 'desc' }, { name: 'asc' }],
    take: 1000,
  })
  const kinds = Map.groupBy(await countKinds(), ({ groupId }) => groupId)
  return groups.map(({ requiredApps, ...group }) => ({
    ...group,
    essential: requiredApps[0]?.essential ?? null,
    macs: kinds.get(group.id) ?? [],
  }))
}

function countKinds(): Promise<(MacKind & { groupId: string })[]> {
  return prisma().$queryRaw<(MacKind & { groupId: string })[]>`
    WITH mac AS (
      SELECT owner_id, enrollment_type, access_rights, count(*) AS count FROM device
      WHERE status = 'enrolled' GROUP BY 1, 2, 3)
    SELECT g.id AS "groupId", enrollment_type AS "enrollmentType", access_rights AS "accessRights",
      sum(mac.count)::int AS count
    FROM person_group g CROSS JOIN mac WHERE g.everyone GROUP BY 1, 2, 3
    UNION ALL
    SELECT m.group_id, enrollment_type, access_rights, sum(mac.count)::int
    FROM membership m JOIN mac ON mac.owner_id = m.person_id
    JOIN person_group g ON g.id = m.group_id AND NOT g.everyone
    GROUP BY 1, 2, 3`
}
