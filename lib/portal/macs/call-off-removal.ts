import type { Actor } from '#lib/auth/actor.ts'
import { recordAudit } from '#lib/portal/audit/record-audit.ts'
import type { Device } from '#lib/server/generated/client.ts'
import type { Transaction } from '#lib/server/prisma.ts'
import { noRemoval } from './no-removal.ts'

/** A Mac is no longer to leave. Its command is not there any more. */
export async function callOffRemoval(tx: Transaction, actor: Actor, device: Device): Promise<void> {
  await tx.device.update({ where: { id: device.id }, data: noRemoval })
  await tx.deviceEvent.create({ data: { deviceId: device.id, kind: 'removal_called_off', data: {} } })
  await recordAudit(tx, actor, {
    action: 'device.removal_called_off',
    subject: { kind: 'device', id: device.id, label: device.name },
  })
}
