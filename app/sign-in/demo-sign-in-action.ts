'use server'

import { cookies, headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { z } from 'zod'
import { action } from '#lib/auth/action.ts'
import { systemActor } from '#lib/auth/actor.ts'
import { localPath } from '#lib/auth/local-path.ts'
import { sessionCookie } from '#lib/auth/session-cookie.ts'
import { signInRefusal } from '#lib/auth/sign-in-refusal.ts'
import { beginSignIn } from '#lib/portal/accounts/begin-sign-in.ts'
import { forgiveSignIn } from '#lib/portal/accounts/forgive-sign-in.ts'
import { signInDemoPerson } from '#lib/portal/accounts/sign-in-demo-person.ts'
import { runtime } from '#lib/server/runtime.ts'
import { signInAddress } from './sign-in-address.ts'

/** Signs in as one of the demo's people. Refused wherever there is no demo. */
export const signInAsDemoPerson = action.forAnyone(
  z.object({ personId: z.uuid(), to: z.string().optional() }),
  async ({ personId, to }) => {
    const actor = systemActor('Demo')
    const source = signInAddress(await headers())
    const until = source && (await beginSignIn(actor, source))
    if (until) redirect(signInRefusal({ code: 'wait', until }, localPath(to)))
    const jar = await cookies()
    const cookie = sessionCookie(runtime().publicUrl)
    const { token, expiresAt } = await signInDemoPerson(actor, {
      personId,
      userAgent: (await headers()).get('user-agent'),
      replacesToken: jar.get(cookie.name)?.value,
    })
    if (source) await forgiveSignIn(actor, source)
    jar.set(cookie.name, token, { ...cookie.options, expires: expiresAt })
    redirect(localPath(to))
  },
)
