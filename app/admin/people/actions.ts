'use server'

import { revalidatePath } from 'next/cache'
import { z } from 'zod'
import { action } from '#lib/auth/action.ts'
import { endSessionsOfPerson } from '#lib/portal/accounts/end-sessions-of-person.ts'
import { setPersonActive } from '#lib/portal/accounts/set-person-active.ts'

/** Signs somebody out everywhere. */
export const endSessions = action(
  { role: 'admin', input: z.object({ personId: z.uuid() }) },
  async (admin, { personId }) => {
    const ended = await endSessionsOfPerson(admin, personId)
    revalidatePath('/admin/people')
    return ended
  },
)

/** Switches an account off or on. */
export const switchPerson = action(
  { role: 'admin', input: z.object({ personId: z.uuid(), active: z.stringbool() }) },
  async (admin, input): Promise<undefined> => {
    await setPersonActive(admin, input)
    revalidatePath('/admin/people')
  },
)
