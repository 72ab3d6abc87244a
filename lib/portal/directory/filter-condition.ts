import { Prisma } from '#lib/server/generated/client.ts'
import type { Filter, FilterOperator, FilterValue } from './filter.ts'
import { ScimError } from './scim-error.ts'

/** How an attribute that may be filtered by is asked of the database. Nothing else of a filter becomes SQL. */
export type FilterColumn =
  | { kind: 'text'; column: Prisma.Sql; caseExact?: boolean; equals?: (value: string) => Prisma.Sql }
  | { kind: 'boolean'; column: Prisma.Sql }
  | { kind: 'id'; equals: (id: string) => Prisma.Sql; present: Prisma.Sql }

export type FilterColumns = ReadonlyMap<string, FilterColumn>

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
const never = Prisma.sql`false`

/** A filter as a condition whose values are all parameters. throws ScimError invalidFilter for an unknown attribute */
export function filterCondition(filter: Filter, columns: FilterColumns): Prisma.Sql {
  if (filter.kind === 'all' || filter.kind === 'any') {
    const parts = filter.parts.map((part) => filterCondition(part, columns))
    return Prisma.sql`(${Prisma.join(parts, filter.kind === 'all' ? ' AND ' : ' OR ')})`
  }
  if (filter.kind === 'not') return Prisma.sql`NOT coalesce(${filterCondition(filter.part, columns)}, false)`
  const column = columns.get(filter.attribute)
  if (!column) {
    const known = [...columns.keys()].join(', ')
    throw new ScimError('invalidFilter', `only these attributes can be filtered by: ${known}`)
  }
  if (filter.kind === 'present') return presence(column)
  return comparison(column, filter.operator, filter.value)
}

function presence(column: FilterColumn): Prisma.Sql {
  return column.kind === 'id' ? column.present : Prisma.sql`${column.column} IS NOT NULL`
}

function comparison(column: FilterColumn, operator: FilterOperator, value: FilterValue): Prisma.Sql {
  if (value === null) {
    if (operator === 'eq') return Prisma.sql`NOT ${presence(column)}`
    if (operator === 'ne') return presence(column)
    throw new ScimError('invalidFilter', 'null is compared by eq and ne')
  }
  if (operator === 'ne') return Prisma.sql`NOT coalesce(${comparison(column, 'eq', value)}, false)`
  if (column.kind === 'boolean') return truth(column.column, operator, value)
  if (typeof value !== 'string') throw new ScimError('invalidFilter', 'this attribute is compared with text')
  if (column.kind === 'text') return textual(column, operator, value)
  if (operator !== 'eq') throw new ScimError('invalidFilter', 'ids are compared by eq and ne')
  return uuid.test(value) ? column.equals(value) : never
}

function truth(column: Prisma.Sql, operator: FilterOperator, value: FilterValue): Prisma.Sql {
  const word = String(value).toLowerCase()
  if (operator !== 'eq' || (word !== 'true' && word !== 'false')) {
    throw new ScimError('invalidFilter', 'this attribute is compared with true or false, by eq and ne')
  }
  return Prisma.sql`${column} = ${word === 'true'}`
}

function textual(
  { column, caseExact, equals }: Extract<FilterColumn, { kind: 'text' }>,
  operator: FilterOperator,
  value: string,
): Prisma.Sql {
  if (operator === 'eq' && equals) return equals(value)
  const [where, what] = caseExact ? [column, value] : [Prisma.sql`lower(${column})`, value.toLowerCase()]
  if (operator === 'eq') return Prisma.sql`${where} = ${what}`
  if (operator === 'sw') return Prisma.sql`starts_with(${where}, ${what})`
  if (operator === 'co') return Prisma.sql`strpos(${where}, ${what}) > 0`
  return Prisma.sql`right(${where}, ${what.length}::int) = ${what}`
}
