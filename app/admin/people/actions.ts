'use server'

import { refresh } from 'next/cache'
import { z } from 'zod'
import { action } from '#lib/auth/action.ts'
import { welcomePersonBack } from '#lib/jobs/welcome-person-back.ts'
import { endSessionsOfPerson } from '#lib/portal/accounts/end-sessions-of-person.ts'
import { decideHeld } from '#lib/portal/offboarding/decide-held.ts'
import { letPersonGo } from '#lib/portal/offboarding/let-person-go.ts'
import { releaseNow } from '#lib/portal/offboarding/release-now.ts'
import { decideHeldInput, letPersonGoInput, personInput } from '#lib/portal/offboarding/schema.ts'

/** Signs somebody out everywhere. */
export const endSessions = action(
  { role: 'admin', input: z.object({ personId: z.uuid() }) },
  async (admin, { personId }) => {
    const ended = await endSessionsOfPerson(admin, personId)
    refresh()
    return ended
  },
)

/** Lets somebody go: they can do nothing from now on, and their Macs follow. */
export const endAccount = action(
  { role: 'admin', input: letPersonGoInput },
  async (admin, input): Promise<undefined> => {
    await letPersonGo(admin, input)
    refresh()
  },
)

/** Switches an account on again. */
export const resumeAccount = action(
  { role: 'admin', input: personInput },
  async (admin, input): Promise<undefined> => {
    await welcomePersonBack(admin, input)
    refresh()
  },
)

/** Lets the Macs of somebody whose account is off go now. */
export const hurry = action(
  { role: 'admin', input: personInput },
  async (admin, input): Promise<undefined> => {
    await releaseNow(admin, input)
    refresh()
  },
)

/** Says of those whom the directory switched off all at once whether they have left. */
export const decide = action(
  { role: 'admin', input: decideHeldInput },
  async (admin, input): Promise<undefined> => {
    await decideHeld(admin, input)
    refresh()
  },
)
