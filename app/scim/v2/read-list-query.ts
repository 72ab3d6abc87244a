import { type ListQuery, listQuery } from '#lib/portal/directory/schema.ts'
import { ScimError } from '#lib/portal/directory/scim-error.ts'

const names = ['filter', 'startIndex', 'count', 'sortBy', 'sortOrder'] as const

/** How a list is asked for; names count in any case, and empty ones not at all. throws ScimError */
export function readListQuery({ searchParams }: URL): ListQuery {
  const given = [...searchParams].flatMap(([key, value]): [string, string][] => {
    const name = names.find((one) => one.toLowerCase() === key.toLowerCase())
    return name && value !== '' ? [[name, value]] : []
  })
  const read = listQuery.safeParse(Object.fromEntries(given))
  if (read.success) return read.data
  const wrong = String(read.error.issues[0]?.path[0] ?? 'query')
  throw new ScimError(wrong === 'filter' ? 'invalidFilter' : 'invalidValue', `${wrong} cannot be read`)
}
