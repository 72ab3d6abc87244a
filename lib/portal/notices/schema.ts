import { z } from 'zod'

export const seeNoticesInput = z.object({
  kind: z.enum(['abilities_widened', 'handed_over', 'left']),
  deviceId: z.uuid(),
  /** What came after it was not on the page, and stays. */
  until: z.coerce.date(),
})
