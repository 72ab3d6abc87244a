'use server'

import { refresh } from 'next/cache'
import { z } from 'zod'
import { action } from '#lib/auth/action.ts'
import { lockMac } from '#lib/portal/macs/lock-mac.ts'
import { refreshMac } from '#lib/portal/macs/refresh-mac.ts'
import { restartMac } from '#lib/portal/macs/restart-mac.ts'
import { lockMacInput, refreshMacInput, restartMacInput, showPinInput } from '#lib/portal/macs/schema.ts'
import { showLockPin } from '#lib/portal/macs/show-lock-pin.ts'

export const askInventory = action({ role: 'helpdesk', input: refreshMacInput }, async (actor, input) => {
  const asked = await refreshMac(actor, input)
  refresh()
  return asked
})

export const askRestart = action({ role: 'helpdesk', input: restartMacInput }, async (actor, input) => {
  const asked = await restartMac(actor, input)
  refresh()
  return asked
})

/** The dialog sends what was typed as `confirmation`. */
const lockForm = lockMacInput.omit({ typedName: true }).extend({ confirmation: z.string().default('') })

export const askLock = action({ role: 'helpdesk', input: lockForm }, async (actor, input) => {
  const { confirmation, ...rest } = input
  const asked = await lockMac(actor, { ...rest, typedName: confirmation })
  refresh()
  return asked
})

/** Answers with the PIN. The page is not asked for again here: what shows the PIN must stay where it is. */
export const showPin = action({ role: 'helpdesk', input: showPinInput }, showLockPin)
