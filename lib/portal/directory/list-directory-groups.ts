import type { Actor } from '#lib/auth/actor.ts'
import { requireScope } from '#lib/auth/require-scope.ts'
import { Prisma } from '#lib/server/generated/client.ts'
import { prisma } from '#lib/server/prisma.ts'
import { filterCondition } from './filter-condition.ts'
import { groupColumns, groupOrders } from './group-columns.ts'
import { memberNamesOf } from './member-names-of.ts'
import { orderBy } from './order-by.ts'
import { parseFilter } from './parse-filter.ts'
import type { ListQuery, ResourcePage } from './schema.ts'
import type { ScimResource } from './scim-document.ts'
import { viewGroup } from './view-group.ts'

/** A page that would tell of more members than this ends earlier; one group always fits. */
const mostMembers = 20_000

/** As many of these groups, in their order, as can be told of in one answer. */
async function cutByMembers(ids: string[]): Promise<string[]> {
  const rows = await prisma().membership.groupBy({
    by: ['groupId'],
    where: { groupId: { in: ids } },
    _count: true,
  })
  const counts = new Map(rows.map((row) => [row.groupId, row._count]))
  let sum = 0
  return ids.filter((id, at) => {
    sum += counts.get(id) ?? 0
    return at === 0 || sum <= mostMembers
  })
}

/** A page of the directory's groups, with their members when they are wanted. */
export async function listDirectoryGroups(
  actor: Actor,
  query: ListQuery,
  withMembers: boolean,
): Promise<ResourcePage<ScimResource>> {
  requireScope(actor, 'scim')
  const { filter, startIndex, count } = query
  const wanted = filter === undefined ? Prisma.sql`true` : filterCondition(parseFilter(filter), groupColumns)
  const where = Prisma.sql`g.source = 'directory' AND ${wanted}`
  const order = orderBy(query, groupOrders, Prisma.sql`g.id`)
  const [total] = await prisma().$queryRaw<{ count: number }[]>(
    Prisma.sql`SELECT count(*)::int AS count FROM person_group g WHERE ${where}`,
  )
  const rows = await prisma().$queryRaw<{ id: string }[]>(
    Prisma.sql`SELECT g.id FROM person_group g WHERE ${where} ORDER BY ${order} LIMIT ${count} OFFSET ${startIndex - 1}`,
  )
  const found = rows.map((row) => row.id)
  const ids = withMembers ? await cutByMembers(found) : found
  const groups = new Map(
    (await prisma().group.findMany({ where: { id: { in: ids } } })).map((group) => [group.id, group]),
  )
  const members = withMembers ? await memberNamesOf(prisma(), ids) : null
  const resources = ids.flatMap((id) => {
    const group = groups.get(id)
    return group ? [viewGroup(group, members && (members.get(id) ?? []))] : []
  })
  return { totalResults: total?.count ?? 0, startIndex, resources }
}
