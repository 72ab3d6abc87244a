import type { Actor } from '#lib/auth/actor.ts'
import { recordAudit } from '#lib/portal/audit/record-audit.ts'
import { env } from '#lib/server/env.ts'
import { inTransaction } from '#lib/server/prisma.ts'

/** Removes sessions that are over; they were nobody's already. For a daily job. */
export async function clearEndedSessions(actor: Actor, now = new Date()): Promise<number> {
  const idleSince = new Date(now.getTime() - env().ZELF_SESSION_IDLE_MINUTES * 60_000)
  return inTransaction(async (tx) => {
    const { count } = await tx.session.deleteMany({
      where: { OR: [{ expiresAt: { lte: now } }, { lastUsedAt: { lte: idleSince } }] },
    })
    if (count > 0) {
      await recordAudit(tx, actor, {
        action: 'sessions.cleared',
        subject: { kind: 'session', id: 'ended', label: 'Ended sessions' },
        detail: { sessions: count },
      })
    }
    return count
  })
}
