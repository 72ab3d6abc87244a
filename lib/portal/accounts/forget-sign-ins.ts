import type { Actor } from '#lib/auth/actor.ts'
import { prisma } from '#lib/server/prisma.ts'
import { forgetAttemptsMs } from './sign-in-rules.ts'

/** Removes the counts of sign-ins that nobody waits for any more. Returns how many. */
export async function forgetSignIns(_actor: Actor, now: Date): Promise<number> {
  const { count } = await prisma().signInAttempts.deleteMany({
    where: { lastAt: { lt: new Date(now.getTime() - forgetAttemptsMs) } },
  })
  return count
}
