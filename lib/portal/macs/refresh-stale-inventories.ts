import type { Actor } from '#lib/auth/actor.ts'
import { recordAudit } from '#lib/portal/audit/record-audit.ts'
import { mdmIn } from '#lib/server/mdm.ts'
import { inTransaction } from '#lib/server/prisma.ts'
import { queueInventory } from './inventory-commands.ts'

const day = 24 * 60 * 60 * 1000
const batch = 50
/** People's own questions go first. */
const background = -10

/**
 * Asks the Macs whose last report is older than a day for a new one; one that stays silent is asked once a day,
 * also when it counts as gone by now: without a push it would not call when it is back.
 * Returns how many were asked.
 */
export async function refreshStaleInventories(actor: Actor, now: Date): Promise<number> {
  return inTransaction(async (tx) => {
    const since = new Date(now.getTime() - day)
    const key = `daily:${now.toISOString().slice(0, 10)}`
    const stale = await tx.$queryRaw<{ id: string }[]>`
      SELECT d.id FROM device d JOIN mdm_enrollment e ON e.id = d.enrollment_id AND e.status = 'enrolled'
      WHERE (d.status = 'enrolled' OR d.left_how = 'silent') AND d.removal_asked_at IS NULL AND d.enrolled_at < ${since}
        AND (d.inventory_at IS NULL OR d.inventory_at < ${since})
        AND NOT EXISTS (SELECT 1 FROM mdm_command c WHERE c.enrollment_id = d.enrollment_id
          AND c.request_type = 'DeviceInformation')
        AND NOT EXISTS (SELECT 1 FROM mdm_command_history h WHERE h.enrollment_id = d.enrollment_id
          AND h.idempotency_key LIKE ${`${key}:%`})
      ORDER BY d.inventory_at NULLS FIRST LIMIT ${batch} FOR UPDATE OF d SKIP LOCKED`
    for (const { id } of stale) {
      const device = await tx.device.findUniqueOrThrow({ where: { id } })
      await queueInventory(mdmIn(tx), device, key, background)
    }
    if (stale.length > 0) {
      await recordAudit(tx, actor, {
        action: 'device.inventories_asked',
        subject: { kind: 'devices', id: key, label: String(stale.length) },
        detail: { count: stale.length },
      })
    }
    return stale.length
  })
}
