'use server'

import { revalidatePath } from 'next/cache'
import { action } from '#lib/auth/action.ts'
import { seeNoticesInput } from '#lib/portal/notices/schema.ts'
import { seeNotices } from '#lib/portal/notices/see-notices.ts'

/** Somebody has read what they were told of a Mac. */
export const markSeen = action({ role: 'employee', input: seeNoticesInput }, async (actor, input) => {
  await seeNotices(actor, input)
  revalidatePath('/', 'layout')
})
