'use server'

import { refresh } from 'next/cache'
import { action } from '#lib/auth/action.ts'
import { giveUpMac } from '#lib/portal/macs/give-up-mac.ts'
import { releaseMac } from '#lib/portal/macs/release-mac.ts'
import { releaseMacInput } from '#lib/portal/macs/schema.ts'

export const askRelease = action({ role: 'helpdesk', input: releaseMacInput }, async (actor, input) => {
  await releaseMac(actor, input)
  refresh()
})

/** Without asking the Mac. */
export const letGo = action({ role: 'helpdesk', input: releaseMacInput }, async (actor, input) => {
  await giveUpMac(actor, input)
  refresh()
})
