'use server'

import { cookies, headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { z } from 'zod'
import { action } from '#lib/auth/action.ts'
import { systemActor } from '#lib/auth/actor.ts'
import { localPath } from '#lib/auth/local-path.ts'
import { setCookieParts } from '#lib/auth/set-cookie-parts.ts'
import { signInRefusal } from '#lib/auth/sign-in-refusal.ts'
import { beginSignIn } from '#lib/portal/accounts/begin-sign-in.ts'
import { getSignInWait } from '#lib/portal/accounts/get-sign-in-wait.ts'
import { configuredSignIn } from './company-sign-in.ts'
import { signInAddress } from './sign-in-address.ts'
import { SignInUnavailableError } from './sign-in-unavailable-error.ts'

const actor = systemActor('Sign-in')

/** Sends the browser to the identity provider. */
export const startCompanySignIn = action.forAnyone(
  z.object({ to: z.string().optional() }),
  async ({ to }) => {
    const signIn = configuredSignIn()
    if (!signIn) throw new SignInUnavailableError()
    const until = await waitUntil(await headers())
    if (until) redirect(signInRefusal({ code: 'wait', until }, localPath(to)))
    const { url, setCookies } = await signIn.start(localPath(to))
    const jar = await cookies()
    for (const line of setCookies) {
      const { name, value, options } = setCookieParts(line)
      jar.set(name, value, options)
    }
    redirect(url)
  },
)

/** Until when the address has to wait, for what went wrong before or for how often it has started. */
async function waitUntil(asked: Headers): Promise<Date | null> {
  const [source, start] = [signInAddress(asked), signInAddress(asked, 'start')]
  if (!source || !start) return null
  return (await getSignInWait(actor, source)) ?? beginSignIn(actor, start)
}
