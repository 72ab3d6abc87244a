'use server'

import { cookies, headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { z } from 'zod'
import { action } from '#lib/auth/action.ts'
import { systemActor } from '#lib/auth/actor.ts'
import { localPath } from '#lib/auth/local-path.ts'
import { sessionCookie } from '#lib/auth/session-cookie.ts'
import { signInDemoPerson } from '#lib/portal/accounts/sign-in-demo-person.ts'
import { runtime } from '#lib/server/runtime.ts'

/** Signs in as one of the demo's people. Refused wherever there is no demo. */
export const signInAsDemoPerson = action.forAnyone(
  z.object({ personId: z.uuid(), to: z.string().optional() }),
  async ({ personId, to }) => {
    const jar = await cookies()
    const cookie = sessionCookie(runtime().publicUrl)
    const { token, expiresAt } = await signInDemoPerson(systemActor('Demo'), {
      personId,
      userAgent: (await headers()).get('user-agent'),
      replacesToken: jar.get(cookie.name)?.value,
    })
    jar.set(cookie.name, token, { ...cookie.options, expires: expiresAt })
    redirect(localPath(to))
  },
)
