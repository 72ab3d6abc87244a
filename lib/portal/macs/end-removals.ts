import type { Actor } from '#lib/auth/actor.ts'
import type { Device } from '#lib/server/generated/client.ts'
import { mdmIn } from '#lib/server/mdm.ts'
import { inTransaction, type Transaction } from '#lib/server/prisma.ts'
import { failRemoval } from './follow-removal.ts'
import { readLeavingSettings } from './leaving-settings.ts'
import type { RemovalHow } from './let-mac-go.ts'
import { markLeft } from './mark-left.ts'

const day = 24 * 60 * 60 * 1000
const batch = 100

/**
 * CheckOut is sent once, and may get lost: a Mac that said yes and is quiet for this long is gone. One that has begun to
 * enrol anew since is none that left, which the portal is about to hear.
 */
const quietMs = 60 * 60 * 1000

/**
 * Ends what Macs that were told to leave did not end themselves: one that said yes and went quiet without a farewell is
 * gone; one that said yes and still speaks has not done it; one that never answered is let go in time.
 */
export async function endRemovals(actor: Actor, now: Date): Promise<number> {
  return inTransaction(async (tx) => {
    const { letGoAfterDays } = await readLeavingSettings(tx)
    const quietSince = new Date(now.getTime() - quietMs)
    const askedBefore = new Date(now.getTime() - letGoAfterDays * day)
    const due = await tx.$queryRaw<{ id: string; spoke: boolean }[]>`
      SELECT d.id, d.removal_answered_at IS NOT NULL AND d.removal_asked_at >= ${askedBefore}
        AND coalesce(e.last_seen_at > d.removal_answered_at + interval '5 minutes', false) AS spoke
      FROM device d JOIN mdm_enrollment e ON e.id = d.enrollment_id
      WHERE d.removal_asked_at IS NOT NULL
        AND (d.removal_asked_at < ${askedBefore} OR d.removal_answered_at < ${quietSince})
        AND (e.authenticated_at IS NULL OR e.authenticated_at < ${quietSince})
      LIMIT ${batch} FOR UPDATE OF d SKIP LOCKED`
    for (const { id, spoke } of due) {
      const device = await tx.device.findUniqueOrThrow({ where: { id } })
      if (spoke) await failRemoval(tx, device, { code: 'still_here' })
      else await endRemoval(tx, actor, device)
    }
    return due.length
  })
}

async function endRemoval(tx: Transaction, actor: Actor, device: Device): Promise<void> {
  await mdmIn(tx).release(device.enrollmentId)
  await markLeft(tx, actor, device, {
    how: device.removalHow as RemovalHow,
    unanswered: device.removalAnsweredAt === null,
  })
}
