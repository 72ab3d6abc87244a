import { systemActor } from '#lib/auth/actor.ts'
import type { MdmEventRecord } from '#lib/mdm/server.ts'
import { recordAudit } from '#lib/portal/audit/record-audit.ts'
import type { Transaction } from '#lib/server/prisma.ts'

/** A Mac that removed its enrolment keeps its history and its keys; its open actions can no longer happen. */
export async function onCheckedOut(tx: Transaction, event: MdmEventRecord): Promise<void> {
  const device = await tx.device.findUnique({ where: { enrollmentId: event.enrollmentId } })
  if (!device || device.status === 'left') return
  await tx.device.update({ where: { id: device.id }, data: { status: 'left', leftAt: new Date() } })
  await tx.deviceEvent.create({ data: { deviceId: device.id, kind: 'left', data: {} } })
  await tx.deviceAction.updateMany({
    where: { deviceId: device.id, endedAt: null },
    data: { state: 'cancelled', openCount: 0, endedAt: new Date(), failure: { code: 'mac_left' } },
  })
  await recordAudit(tx, systemActor('Zelf'), {
    action: 'device.left',
    subject: { kind: 'device', id: device.id, label: device.name },
  })
}
