import { Prisma } from '#lib/server/generated/client.ts'
import type { FilterColumn, FilterColumns } from './filter-condition.ts'

const members: FilterColumn = {
  kind: 'id',
  equals: (id) =>
    Prisma.sql`EXISTS (SELECT FROM membership m WHERE m.group_id = g.id AND m.person_id = ${id}::uuid)`,
  present: Prisma.sql`EXISTS (SELECT FROM membership m WHERE m.group_id = g.id)`,
}

/** What the directory's groups can be filtered by. */
export const groupColumns: FilterColumns = new Map<string, FilterColumn>([
  ['displayname', { kind: 'text', column: Prisma.sql`g.name` }],
  ['externalid', { kind: 'text', column: Prisma.sql`g.external_id`, caseExact: true }],
  ['id', { kind: 'id', equals: (id) => Prisma.sql`g.id = ${id}::uuid`, present: Prisma.sql`true` }],
  ['members', members],
  ['members.value', members],
])

/** By what they can be sorted. */
export const groupOrders: ReadonlyMap<string, Prisma.Sql> = new Map([
  ['displayname', Prisma.sql`lower(g.name)`],
  ['externalid', Prisma.sql`g.external_id`],
  ['meta.created', Prisma.sql`g.created_at`],
  ['meta.lastmodified', Prisma.sql`g.updated_at`],
  ['id', Prisma.sql`g.id`],
])
