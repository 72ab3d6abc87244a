import type { Actor } from '#lib/auth/actor.ts'
import { recordAudit } from '#lib/portal/audit/record-audit.ts'
import { inTransaction } from '#lib/server/prisma.ts'
import { closeLeftNotices } from './close-left-notices.ts'

const batch = 100

/**
 * Macs that counted as left because nobody heard of them, and that have spoken since, are back, as if they had never
 * been away. When a Mac was last seen is written a few seconds late, which the minute makes up for.
 */
export async function welcomeBackMacs(actor: Actor): Promise<number> {
  return inTransaction(async (tx) => {
    const back = await tx.$queryRaw<{ id: string; name: string }[]>`
      SELECT d.id, d.name FROM device d JOIN mdm_enrollment e ON e.id = d.enrollment_id
      WHERE d.left_how = 'silent' AND d.status = 'left' AND e.status = 'enrolled'
        AND e.last_seen_at > d.left_at - interval '1 minute'
      LIMIT ${batch} FOR UPDATE OF d SKIP LOCKED`
    for (const { id, name } of back) {
      await tx.device.update({ where: { id }, data: { status: 'enrolled', leftAt: null, leftHow: null } })
      await closeLeftNotices(tx, id)
      await tx.deviceEvent.create({ data: { deviceId: id, kind: 'heard_again', data: {} } })
      await recordAudit(tx, actor, {
        action: 'device.heard_again',
        subject: { kind: 'device', id, label: name },
      })
    }
    return back.length
  })
}
