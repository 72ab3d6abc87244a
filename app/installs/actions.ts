'use server'

import { refresh } from 'next/cache'
import { action } from '#lib/auth/action.ts'
import { cancelInstall } from '#lib/portal/installs/cancel-install.ts'
import { chooseStart } from '#lib/portal/installs/choose-start.ts'
import { requestApp } from '#lib/portal/installs/request-app.ts'
import { retryInstall } from '#lib/portal/installs/retry-install.ts'
import {
  cancelInstallInput,
  chooseStartInput,
  requestAppInput,
  retryInstallInput,
} from '#lib/portal/installs/schema.ts'

/** "Install" and "Request": the same wish, with or without an approval between. */
export const askForApp = action({ role: 'employee', input: requestAppInput }, requestApp)

/** "Try again" and "Ask my Mac again". */
export const tryAgain = action({ role: 'employee', input: retryInstallInput }, retryInstall)

export const callOff = action({ role: 'employee', input: cancelInstallInput }, async (actor, input) => {
  const cancelled = await cancelInstall(actor, input)
  refresh()
  return cancelled
})

/** "Install now", "Tonight", "At the next restart": for a large app that their company requires. */
export const chooseMoment = action({ role: 'employee', input: chooseStartInput }, chooseStart)
