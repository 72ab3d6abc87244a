'use server'

import { revalidatePath } from 'next/cache'
import { action } from '#lib/auth/action.ts'
import { seeNoticesInput } from '#lib/portal/privacy/schema.ts'
import { seeNotices } from '#lib/portal/privacy/see-notices.ts'

/** The owner has read what IT can do more on one of their Macs. */
export const markSeen = action({ role: 'employee', input: seeNoticesInput }, async (actor, input) => {
  await seeNotices(actor, input)
  revalidatePath('/', 'layout')
})
