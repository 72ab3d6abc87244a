'use server'

import { refresh } from 'next/cache'
import { action } from '#lib/auth/action.ts'
import { endReturn } from '#lib/portal/offboarding/end-return.ts'
import { markReturned } from '#lib/portal/offboarding/mark-returned.ts'
import { reopenReturn } from '#lib/portal/offboarding/reopen-return.ts'
import { endReturnInput, returnedInput } from '#lib/portal/offboarding/schema.ts'

export const takeBack = action(
  { role: 'helpdesk', input: returnedInput },
  async (actor, input): Promise<undefined> => {
    await markReturned(actor, input)
    refresh()
  },
)

export const stopWaiting = action(
  { role: 'helpdesk', input: endReturnInput },
  async (actor, input): Promise<undefined> => {
    await endReturn(actor, input)
    refresh()
  },
)

export const waitAgain = action(
  { role: 'helpdesk', input: returnedInput },
  async (actor, input): Promise<undefined> => {
    await reopenReturn(actor, input)
    refresh()
  },
)
