import { systemActor } from '#lib/auth/actor.ts'
import type { MdmEventRecord } from '#lib/mdm/server.ts'
import { recordAudit } from '#lib/portal/audit/record-audit.ts'
import type { Transaction } from '#lib/server/prisma.ts'
import { identityExpiringData } from './schema.ts'

/** A Mac that has not renewed its identity in time will have to enrol again: its owner and the helpdesk should know. */
export async function onIdentityExpiring(tx: Transaction, event: MdmEventRecord): Promise<void> {
  const { daysLeft } = identityExpiringData.parse(event.data)
  const device = await tx.device.findUnique({ where: { enrollmentId: event.enrollmentId } })
  if (!device || device.status === 'left') return
  await tx.deviceEvent.create({
    data: { deviceId: device.id, kind: 'identity_expiring', data: { daysLeft } },
  })
  await recordAudit(tx, systemActor('Zelf'), {
    action: 'device.identity_expiring',
    subject: { kind: 'device', id: device.id, label: device.name },
    detail: { daysLeft },
  })
}
