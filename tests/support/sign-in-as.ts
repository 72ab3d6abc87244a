import { createSession } from '#lib/auth/create-session.ts'
import { newSessionToken } from '#lib/auth/session-token.ts'
import { inTransaction } from '#lib/server/prisma.ts'

/** A session for a person, as a sign-in makes it; returns the cookie's token. */
export async function signInAs(personId: string): Promise<string> {
  const token = newSessionToken()
  await inTransaction((tx) => createSession(tx, { token, personId, userAgent: 'Test browser' }))
  return token
}
