import { Prisma } from '#lib/server/generated/client.ts'
import type { FilterColumn, FilterColumns } from './filter-condition.ts'
import { enterpriseSchema } from './schema-names.ts'

const email: FilterColumn = {
  kind: 'text',
  column: Prisma.sql`p.email`,
  equals: (value) => Prisma.sql`p.email = ${value.toLowerCase()}`,
}
const name: FilterColumn = { kind: 'text', column: Prisma.sql`p.name` }

/** What people can be filtered by. Both halves of userName are found by an index. */
export const userColumns: FilterColumns = new Map<string, FilterColumn>([
  [
    'username',
    {
      kind: 'text',
      column: Prisma.sql`coalesce(p.user_name, p.email)`,
      equals: (value) =>
        Prisma.sql`(p.user_name = ${value.toLowerCase()} OR (p.user_name IS NULL AND p.email = ${value.toLowerCase()}))`,
    },
  ],
  ['externalid', { kind: 'text', column: Prisma.sql`p.external_id`, caseExact: true }],
  ['id', { kind: 'id', equals: (id) => Prisma.sql`p.id = ${id}::uuid`, present: Prisma.sql`true` }],
  ['emails', email],
  ['emails.value', email],
  ['emails.type', { kind: 'text', column: Prisma.sql`'work'` }],
  ['emails.primary', { kind: 'boolean', column: Prisma.sql`true` }],
  ['displayname', name],
  ['name.formatted', name],
  ['name.givenname', { kind: 'text', column: Prisma.sql`p.given_name` }],
  ['name.familyname', { kind: 'text', column: Prisma.sql`p.family_name` }],
  ['title', { kind: 'text', column: Prisma.sql`p.title` }],
  ['active', { kind: 'boolean', column: Prisma.sql`p.active` }],
  [`${enterpriseSchema.toLowerCase()}.department`, { kind: 'text', column: Prisma.sql`p.department` }],
])

/** Who is in the directory's sight: who came from it, or has an account that works. Never the demo's people. */
export const visibleUsers = Prisma.sql`NOT p.is_demo AND (p.from_directory OR p.active)`

/** By what people can be sorted; in every order the id comes last, so that pages do not overlap. */
export const userOrders: ReadonlyMap<string, Prisma.Sql> = new Map([
  ['username', Prisma.sql`coalesce(p.user_name, p.email)`],
  ['displayname', Prisma.sql`lower(p.name)`],
  ['externalid', Prisma.sql`p.external_id`],
  ['active', Prisma.sql`p.active`],
  ['meta.created', Prisma.sql`p.created_at`],
  ['meta.lastmodified', Prisma.sql`p.updated_at`],
  ['id', Prisma.sql`p.id`],
])
