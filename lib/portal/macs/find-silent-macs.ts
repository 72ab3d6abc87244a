import type { Actor } from '#lib/auth/actor.ts'
import { inTransaction } from '#lib/server/prisma.ts'
import { readLeavingSettings } from './leaving-settings.ts'
import { markLeft } from './mark-left.ts'

const day = 24 * 60 * 60 * 1000
const batch = 100

/**
 * Macs that nobody heard of for as long as the setting says count as left. Their enrolment stays valid: one that speaks
 * again is back by itself (welcome-back-macs). Returns how many there were; the rest is for the next minute.
 */
export async function findSilentMacs(actor: Actor, now: Date): Promise<number> {
  return inTransaction(async (tx) => {
    const { silentAfterDays } = await readLeavingSettings(tx)
    if (silentAfterDays === 0) return 0
    const since = new Date(now.getTime() - silentAfterDays * day)
    const silent = await tx.$queryRaw<{ id: string }[]>`
      SELECT d.id FROM mdm_enrollment e JOIN device d ON d.enrollment_id = e.id
      WHERE e.last_seen_at < ${since}
        AND e.channel = 'device' AND e.status = 'enrolled' AND d.status = 'enrolled' AND d.removal_asked_at IS NULL
      ORDER BY e.last_seen_at LIMIT ${batch} FOR UPDATE OF d SKIP LOCKED`
    for (const { id } of silent) {
      const device = await tx.device.findUniqueOrThrow({ where: { id } })
      await markLeft(tx, actor, device, { how: 'silent' })
    }
    return silent.length
  })
}
