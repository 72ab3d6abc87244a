'use server'

import { cookies } from 'next/headers'
import { redirect } from 'next/navigation'
import { z } from 'zod'
import { action } from '#lib/auth/action.ts'
import { sessionCookie } from '#lib/auth/session-cookie.ts'
import { signOut } from '#lib/portal/accounts/sign-out.ts'
import { runtime } from '#lib/server/runtime.ts'

/** Ends this browser's session. */
export const signOutHere = action({ role: 'employee', input: z.object({}) }, async (actor) => {
  const jar = await cookies()
  const cookie = sessionCookie(runtime().publicUrl)
  const token = jar.get(cookie.name)?.value
  if (token) await signOut(actor, token)
  jar.set(cookie.name, '', { ...cookie.options, maxAge: 0 })
  redirect('/sign-in?signed_out=1')
})
