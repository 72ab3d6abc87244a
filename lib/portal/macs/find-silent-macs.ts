import type { Actor } from '#lib/auth/actor.ts'
import { eachAlone } from '#lib/server/each-alone.ts'
import { inTransaction, prisma, type Transaction } from '#lib/server/prisma.ts'
import { holdDevice } from './hold-device.ts'
import { readLeavingSettings } from './leaving-settings.ts'
import { markLeft } from './mark-left.ts'

const day = 24 * 60 * 60 * 1000
const batch = 100

/**
 * Macs that nobody heard of for as long as the setting says count as left. Their enrolment stays valid: one that speaks
 * again is back by itself (welcome-back-macs). Returns how many there were; the rest is for the next minute.
 */
export async function findSilentMacs(actor: Actor, now: Date): Promise<number> {
  const { silentAfterDays } = await readLeavingSettings(prisma())
  if (silentAfterDays === 0) return 0
  const since = new Date(now.getTime() - silentAfterDays * day)
  // OFFSET 0 has PostgreSQL look up the few that are quiet, and not read all Macs to find them.
  const silent = await prisma().$queryRaw<{ id: string }[]>`
    SELECT d.id FROM mdm_enrollment e CROSS JOIN LATERAL (SELECT id FROM device
      WHERE enrollment_id = e.id AND status = 'enrolled' AND removal_asked_at IS NULL OFFSET 0) d
    WHERE e.last_seen_at < ${since} AND e.channel = 'device' AND e.status = 'enrolled'
    ORDER BY e.last_seen_at LIMIT ${batch}`
  return eachAlone(silent, 'count a silent Mac as gone', ({ id }) =>
    inTransaction((tx) => countAsGone(tx, actor, id)),
  )
}

async function countAsGone(tx: Transaction, actor: Actor, deviceId: string): Promise<boolean> {
  const device = await holdDevice(tx, deviceId)
  if (device?.status !== 'enrolled' || device.removalAskedAt) return false
  await markLeft(tx, actor, device, { how: 'silent' })
  return true
}
