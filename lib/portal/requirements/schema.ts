import { z } from 'zod'

export const removeRequirementInput = z.object({ appId: z.uuid(), groupId: z.uuid('group_missing') })

/** A box that is not ticked is not sent. */
export const setRequirementInput = removeRequirementInput.extend({
  essential: z
    .literal('on')
    .optional()
    .transform((value) => value === 'on'),
})
