'use server'

import { refresh } from 'next/cache'
import { action } from '#lib/auth/action.ts'
import { keepMacAfterAll } from '#lib/jobs/keep-mac-after-all.ts'
import { giveUpMac } from '#lib/portal/macs/give-up-mac.ts'
import { leaveMac } from '#lib/portal/macs/leave-mac.ts'
import { macInput } from '#lib/portal/macs/schema.ts'

/** "Remove this Mac", and "Ask it again" after it refused. */
export const removeMac = action({ role: 'employee', input: macInput }, async (actor, input) => {
  await leaveMac(actor, input)
  refresh()
})

/** "Keep it after all". */
export const keepMac = action({ role: 'employee', input: macInput }, async (actor, input) => {
  await keepMacAfterAll(actor, input)
  refresh()
})

/** "I no longer have this Mac". */
export const letGoUnasked = action({ role: 'employee', input: macInput }, async (actor, input) => {
  await giveUpMac(actor, input)
  refresh()
})
