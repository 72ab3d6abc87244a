import { z } from 'zod'

export const assignProfileInput = z.object({ profileId: z.uuid(), groupId: z.uuid() })
export const deleteProfileInput = z.object({ profileId: z.uuid() })

/** Apple sets no limit; a profile larger than this is not a profile that anybody made on purpose. */
export const maxProfileBytes = 1024 * 1024

export const answeredData = z.object({
  commandUuid: z.string(),
  requestType: z.string(),
  status: z.enum(['Acknowledged', 'Error', 'CommandFormatError', 'NotNow']),
  errorChain: z.array(z.record(z.string(), z.unknown())).nullish(),
})
