'use server'

import { cookies } from 'next/headers'
import { redirect } from 'next/navigation'
import { z } from 'zod'
import { action } from '#lib/auth/action.ts'
import { localPath } from '#lib/auth/local-path.ts'
import { sessionCookie } from '#lib/auth/session-cookie.ts'
import { signOut } from '#lib/portal/accounts/sign-out.ts'
import { runtime } from '#lib/server/runtime.ts'

/** Signs out in the Mac's window, so that the owner of the account can sign in there. */
export const signInAsSomebodyElse = action(
  { role: 'employee', input: z.object({ to: z.string() }) },
  async (actor, { to }) => {
    const jar = await cookies()
    const cookie = sessionCookie(runtime().publicUrl)
    const token = jar.get(cookie.name)?.value
    if (token) await signOut(actor, token)
    jar.set(cookie.name, '', { ...cookie.options, maxAge: 0 })
    redirect(`/sign-in?to=${encodeURIComponent(localPath(to))}`)
  },
)
