'use server'

import { revalidatePath } from 'next/cache'
import { z } from 'zod'
import { action } from '#lib/auth/action.ts'
import { endOwnSession } from '#lib/portal/accounts/end-own-session.ts'

/** Signs the person out in another browser. */
export const endSessionElsewhere = action(
  { role: 'employee', input: z.object({ handle: z.string().regex(/^[0-9a-f]{24}$/) }) },
  async (person, { handle }): Promise<undefined> => {
    await endOwnSession(person, handle)
    revalidatePath('/account')
  },
)
