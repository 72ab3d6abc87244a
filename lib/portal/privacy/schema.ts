import { z } from 'zod'

export const seeNoticesInput = z.object({ deviceId: z.uuid(), until: z.coerce.date() })
