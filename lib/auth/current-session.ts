import { cookies } from 'next/headers'
import { cache } from 'react'
import { runtime } from '#lib/server/runtime.ts'
import { type LiveSession, readSession } from './read-session.ts'
import { sessionCookie } from './session-cookie.ts'

/** The session of the request being answered, read once for each request. */
export const currentSession = cache(async (): Promise<LiveSession | null> => {
  const jar = await cookies()
  return readSession(jar.get(sessionCookie(runtime().publicUrl).name)?.value)
})
