import type { Actor } from '#lib/auth/actor.ts'
import { recordAudit } from '#lib/portal/audit/record-audit.ts'
import { type Device, Prisma } from '#lib/server/generated/client.ts'
import { mdmIn } from '#lib/server/mdm.ts'
import type { Transaction } from '#lib/server/prisma.ts'
import { holdDevice } from './hold-device.ts'

/** Why a Mac is told to leave, which is how it will have left. */
export type RemovalHow = 'removed_here' | 'released' | 'offboarded'

/** What a Mac that is leaving must not get any more. */
const unwanted = ['InstallEnterpriseApplication', 'InstallApplication', 'InstallProfile']

/**
 * Tells a Mac to remove its enrolment, before anything else that waits for it, and takes back what was to be put on it.
 * The Mac is still here until it answers: on-checked-out, end-removals and give-up-mac end it. Asked again while it is
 * under way, it goes on as it was, unless the helpdesk wants it so; asked again after the Mac refused, it is told anew.
 *
 * Nothing happens to a Mac that is not there, or has left. A Mac that can not be told stands there with the reason.
 *
 * reason   why the helpdesk did it, for the record
 */
export async function letMacGo(
  tx: Transaction,
  actor: Actor,
  deviceId: string,
  how: RemovalHow,
  reason?: string,
): Promise<void> {
  const device = await holdDevice(tx, deviceId)
  // One that is only silent is enrolled yet, and is told when it speaks again.
  if (!device || (device.status === 'left' && device.leftHow !== 'silent')) return
  if (device.removalAskedAt && device.removalFailure === null) {
    if (device.removalHow === how || how !== 'released') return
    await tx.device.update({ where: { id: device.id }, data: { removalHow: how } })
  } else {
    await tellMac(tx, device, how)
  }
  await tx.deviceEvent.create({ data: { deviceId: device.id, kind: 'removal_asked', data: { how } } })
  await recordAudit(tx, actor, {
    action: 'device.removal_asked',
    subject: { kind: 'device', id: device.id, label: device.name },
    detail: { how, ...(reason && { reason }) },
  })
}

async function tellMac(tx: Transaction, device: Device, how: RemovalHow): Promise<void> {
  const now = new Date()
  const waiting = await tx.mdmCommand.findMany({
    where: { enrollmentId: device.enrollmentId, requestType: { in: unwanted } },
    select: { id: true },
  })
  for (const { id } of waiting) await mdmIn(tx).cancelAll(device.enrollmentId, id)
  await tx.device.update({
    where: { id: device.id },
    data: {
      ...(await queueRemoval(tx, device, now)),
      removalHow: how,
      removalAskedAt: now,
      removalAnsweredAt: null,
    },
  })
}

/** A Mac that the MDM server does not let be asked is left to be removed by hand, or to be let go in time. */
async function queueRemoval(tx: Transaction, device: Device, now: Date) {
  const idempotencyKey = `leave:${device.id}:${now.getTime()}`
  try {
    const { commandUuid } = await mdmIn(tx).end(device.enrollmentId, { idempotencyKey })
    return { removalCommandId: commandUuid, removalFailure: Prisma.DbNull }
  } catch (error) {
    // Inside Next it is an error of another module graph, so it is known by its name.
    if (!(error instanceof Error && error.name === 'CommandForbiddenError')) throw error
    const code = 'code' in error ? String(error.code) : 'not_enrolled'
    return { removalCommandId: null, removalFailure: { code } }
  }
}
