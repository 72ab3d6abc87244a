'use server'

import { refresh } from 'next/cache'
import { action } from '#lib/auth/action.ts'
import { macInput } from '#lib/portal/macs/schema.ts'
import { seeLeftNotice } from '#lib/portal/macs/see-left-notice.ts'

/** Somebody has read that a Mac of theirs left. */
export const markLeftSeen = action({ role: 'employee', input: macInput }, async (actor, input) => {
  await seeLeftNotice(actor, input)
  refresh()
})
