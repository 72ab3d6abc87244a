import { z } from 'zod'

export const assignProfileInput = z.object({ profileId: z.uuid(), groupId: z.uuid() })
export const deleteProfileInput = z.object({ profileId: z.uuid() })

/** Apple sets no limit; a profile larger than this is not a profile that anybody made on purpose. */
export const maxProfileBytes = 1024 * 1024

export const answeredData = z.object({
  commandUuid: z.string(),
  requestType: z.string(),
  /** Apple's words, and two of our own for a command that no Mac will answer any more. */
  status: z.enum(['Acknowledged', 'Error', 'CommandFormatError', 'NotNow', 'Cancelled', 'Expired']),
  errorChain: z.array(z.record(z.string(), z.unknown())).nullish(),
})
