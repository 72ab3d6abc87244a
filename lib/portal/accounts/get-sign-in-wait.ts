import type { Actor } from '#lib/auth/actor.ts'
import { prisma } from '#lib/server/prisma.ts'
import { digestSource, type SignInSource } from './sign-in-source.ts'

/** Until when somebody has to wait before they sign in; null when they need not. Counts nothing. */
export async function getSignInWait(
  _actor: Actor,
  source: SignInSource,
  now = new Date(),
): Promise<Date | null> {
  const row = await prisma().signInAttempts.findUnique({ where: { sourceSha256: digestSource(source) } })
  return row?.waitUntil && row.waitUntil > now ? row.waitUntil : null
}
