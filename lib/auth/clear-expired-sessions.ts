import { prisma } from '#lib/server/prisma.ts'
import type { Actor } from './actor.ts'

/** Removes sessions that nobody can use any more. Returns how many. */
export async function clearExpiredSessions(_actor: Actor, now: Date): Promise<number> {
  const { count } = await prisma().session.deleteMany({ where: { expiresAt: { lte: now } } })
  return count
}
