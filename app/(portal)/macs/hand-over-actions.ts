'use server'

import { revalidatePath } from 'next/cache'
import { action } from '#lib/auth/action.ts'
import { seeHandOverInput } from '#lib/portal/ownership/schema.ts'
import { seeHandOver } from '#lib/portal/ownership/see-hand-over.ts'

/** Somebody has read that a Mac came to them, or went to somebody else. */
export const markHandOverSeen = action(
  { role: 'employee', input: seeHandOverInput },
  async (actor, input) => {
    await seeHandOver(actor, input)
    revalidatePath('/', 'layout')
  },
)
