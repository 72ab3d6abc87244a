import type { Actor } from '#lib/auth/actor.ts'
import { requireScope } from '#lib/auth/require-scope.ts'
import { Prisma } from '#lib/server/generated/client.ts'
import { prisma } from '#lib/server/prisma.ts'
import { filterCondition } from './filter-condition.ts'
import { groupNamesOf } from './group-names-of.ts'
import { orderBy } from './order-by.ts'
import { parseFilter } from './parse-filter.ts'
import type { ListQuery, ResourcePage } from './schema.ts'
import type { ScimResource } from './scim-document.ts'
import { userColumns, userOrders, visibleUsers } from './user-columns.ts'
import { viewUser } from './view-user.ts'

/** A page of the people that the directory may see. */
export async function listDirectoryUsers(
  actor: Actor,
  query: ListQuery,
): Promise<ResourcePage<ScimResource>> {
  requireScope(actor, 'scim')
  const { filter, startIndex, count } = query
  const wanted = filter === undefined ? Prisma.sql`true` : filterCondition(parseFilter(filter), userColumns)
  const where = Prisma.sql`${visibleUsers} AND ${wanted}`
  const order = orderBy(query, userOrders, Prisma.sql`p.id`)
  const [total] = await prisma().$queryRaw<{ count: number }[]>(
    Prisma.sql`SELECT count(*)::int AS count FROM person p WHERE ${where}`,
  )
  const page = await prisma().$queryRaw<{ id: string }[]>(
    Prisma.sql`SELECT p.id FROM person p WHERE ${where} ORDER BY ${order} LIMIT ${count} OFFSET ${startIndex - 1}`,
  )
  const ids = page.map((row) => row.id)
  const people = new Map(
    (await prisma().person.findMany({ where: { id: { in: ids } } })).map((person) => [person.id, person]),
  )
  const groups = await groupNamesOf(prisma(), ids)
  const resources = ids.flatMap((id) => {
    const person = people.get(id)
    return person ? [viewUser(person, groups.get(id) ?? [])] : []
  })
  return { totalResults: total?.count ?? 0, startIndex, resources }
}
