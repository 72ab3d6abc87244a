import { env } from '#lib/server/env.ts'

/** Which sessions count as signed in: neither past their end nor unused for too long. */
export function liveSessions(now = new Date()) {
  const idleSince = new Date(now.getTime() - env().ZELF_SESSION_IDLE_MINUTES * 60_000)
  return { expiresAt: { gt: now }, lastUsedAt: { gt: idleSince } }
}
