import type { Actor } from '#lib/auth/actor.ts'
import { recordAudit } from '#lib/portal/audit/record-audit.ts'
import type { Transaction } from '#lib/server/prisma.ts'
import { OffboardingError } from './offboarding-error.ts'

type Closing = { kind: 'returned' } | { kind: 'return_ended'; reason: string }

/** Ends the waiting for a Mac. What was closed in the same way already stays so. throws OffboardingError */
export async function closeReturn(
  tx: Transaction,
  actor: Actor,
  deviceId: string,
  closing: Closing,
): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM device WHERE id = ${deviceId}::uuid FOR UPDATE`
  const device = await tx.device.findUnique({ where: { id: deviceId } })
  if (!device) throw new OffboardingError('not_found')
  if (device.returnedAt && closing.kind === 'returned') return
  if (!device.returnAskedAt || device.returnedAt) throw new OffboardingError('return_not_asked')
  const { kind, ...why } = closing
  const data = kind === 'returned' ? { returnedAt: new Date() } : { returnAskedAt: null }
  await tx.device.update({ where: { id: deviceId }, data })
  await tx.deviceEvent.create({ data: { deviceId, kind, data: why } })
  await recordAudit(tx, actor, {
    action: `device.${kind}`,
    subject: { kind: 'device', id: deviceId, label: device.name },
    detail: why,
  })
}
