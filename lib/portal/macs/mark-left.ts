import type { Actor } from '#lib/auth/actor.ts'
import { recordAudit } from '#lib/portal/audit/record-audit.ts'
import type { Device } from '#lib/server/generated/client.ts'
import type { Transaction } from '#lib/server/prisma.ts'
import type { RemovalHow } from './let-mac-go.ts'
import { noRemoval } from './no-removal.ts'

/** checked_out: somebody removed the profile on the Mac itself, unasked. silent: nobody heard of it for long. */
export type LeftHow = RemovalHow | 'checked_out' | 'silent'

export interface Left {
  how: LeftHow
  /** The Mac did not say so itself: its profile may still be there. */
  unanswered?: boolean
}

/**
 * A Mac has left. Its history and its keys stay; what the helpdesk asked of it can no longer happen, unless it is only
 * silent. The owner is told, who may not have done it. The caller holds the row.
 */
export async function markLeft(tx: Transaction, actor: Actor, device: Device, left: Left): Promise<void> {
  const { how, unanswered = false } = left
  const now = new Date()
  await tx.device.update({
    where: { id: device.id },
    data: { ...noRemoval, status: 'left', leftAt: now, leftHow: how, leftUnanswered: unanswered },
  })
  await tx.deviceEvent.create({ data: { deviceId: device.id, kind: 'left', data: { how, unanswered } } })
  if (how !== 'silent') await endActions(tx, device.id, now)
  if (how !== 'removed_here') {
    await tx.deviceNotice.create({
      data: { deviceId: device.id, personId: device.ownerId, kind: 'left', data: { how } },
    })
  }
  await recordAudit(tx, actor, {
    action: 'device.left',
    subject: { kind: 'device', id: device.id, label: device.name },
    detail: { how, unanswered },
  })
}

async function endActions(tx: Transaction, deviceId: string, now: Date): Promise<void> {
  await tx.deviceAction.updateMany({
    where: { deviceId, endedAt: null },
    data: { state: 'cancelled', openCount: 0, endedAt: now, failure: { code: 'mac_left' } },
  })
}
