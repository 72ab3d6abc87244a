import { z } from 'zod'
import { longestFilter } from './filter-tokens.ts'

/** More than this in one answer is asked for in pages. */
export const mostResults = 200

const whole = z.coerce.number().int()

/** How a list may be asked (RFC 7644 section 3.4.2); what else stands in the query is passed over. */
export const listQuery = z.object({
  filter: z.string().max(longestFilter).optional(),
  startIndex: whole.transform((given) => Math.min(Math.max(given, 1), 1_000_000)).default(1),
  count: whole.transform((given) => Math.min(Math.max(given, 0), mostResults)).default(100),
  sortBy: z.string().max(200).optional(),
  sortOrder: z
    .string()
    .toLowerCase()
    .pipe(z.enum(['ascending', 'descending']))
    .default('ascending'),
})

export type ListQuery = z.output<typeof listQuery>

export interface ResourcePage<Resource> {
  totalResults: number
  startIndex: number
  resources: Resource[]
}
