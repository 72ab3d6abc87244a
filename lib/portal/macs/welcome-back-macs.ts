import type { Actor } from '#lib/auth/actor.ts'
import { recordAudit } from '#lib/portal/audit/record-audit.ts'
import { eachAlone } from '#lib/server/each-alone.ts'
import { inTransaction, prisma, type Transaction } from '#lib/server/prisma.ts'
import { closeLeftNotices } from './close-left-notices.ts'
import { holdDevice } from './hold-device.ts'
import type { ResumeMac } from './take-back-removal.ts'

const batch = 100

/**
 * Macs that counted as left because nobody heard of them, and that have spoken since, are back, as if they had never
 * been away. When a Mac was last seen is written a few seconds late, which the minute makes up for.
 *
 * returns  true when there may be more
 */
export async function welcomeBackMacs(actor: Actor, resume: ResumeMac): Promise<boolean> {
  const back = await prisma().$queryRaw<{ id: string }[]>`
    SELECT d.id FROM device d JOIN mdm_enrollment e ON e.id = d.enrollment_id
    WHERE d.left_how = 'silent' AND d.status = 'left' AND e.status = 'enrolled'
      AND e.last_seen_at > d.left_at - interval '1 minute'
    LIMIT ${batch}`
  const welcomed = await eachAlone(back, 'take back a silent Mac', ({ id }) =>
    inTransaction((tx) => welcomeBack(tx, actor, id, resume)),
  )
  return welcomed === batch
}

async function welcomeBack(
  tx: Transaction,
  actor: Actor,
  deviceId: string,
  resume: ResumeMac,
): Promise<boolean> {
  const device = await holdDevice(tx, deviceId)
  if (device?.status !== 'left' || device.leftHow !== 'silent') return false
  await tx.device.update({
    where: { id: device.id },
    data: { status: 'enrolled', leftAt: null, leftHow: null },
  })
  await closeLeftNotices(tx, device.id)
  await tx.deviceEvent.create({ data: { deviceId: device.id, kind: 'heard_again', data: {} } })
  await recordAudit(tx, actor, {
    action: 'device.heard_again',
    subject: { kind: 'device', id: device.id, label: device.name },
  })
  if (!device.removalAskedAt) await resume(tx, actor, device.id)
  return true
}
