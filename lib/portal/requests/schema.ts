import { z } from 'zod'

export const requestStatuses = ['waiting', 'approved', 'declined', 'expired', 'cancelled'] as const

/** What the admin's list of requests may be narrowed by, as it stands in the address bar. Anything odd is passed over. */
export const requestFilter = z.object({
  status: z.enum(requestStatuses).optional().catch(undefined),
  search: z.string().trim().max(200).optional().catch(undefined),
  /** The id of the last request of the page before. */
  after: z.uuid().optional().catch(undefined),
})
export type RequestFilter = z.output<typeof requestFilter>
