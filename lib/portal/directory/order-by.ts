import { Prisma } from '#lib/server/generated/client.ts'
import { readAttributePath } from './read-attribute-path.ts'
import type { ListQuery } from './schema.ts'
import { ScimError } from './scim-error.ts'

/** The order of a list: by one of these columns and then by id, or by id alone. throws ScimError invalidValue */
export function orderBy(
  { sortBy, sortOrder }: Pick<ListQuery, 'sortBy' | 'sortOrder'>,
  columns: ReadonlyMap<string, Prisma.Sql>,
  id: Prisma.Sql,
): Prisma.Sql {
  const direction = sortOrder === 'descending' ? Prisma.sql`DESC` : Prisma.sql`ASC`
  if (sortBy === undefined) return Prisma.sql`${id} ${direction}`
  const column = columns.get(readAttributePath(sortBy)?.join('.') ?? '')
  if (!column) throw new ScimError('invalidValue', `sortBy is one of ${[...columns.keys()].join(', ')}`)
  return Prisma.sql`${column} ${direction}, ${id} ${direction}`
}
