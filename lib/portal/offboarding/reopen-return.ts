import type { z } from 'zod'
import { type Actor, hasRole } from '#lib/auth/actor.ts'
import { ForbiddenError } from '#lib/auth/forbidden-error.ts'
import { recordAudit } from '#lib/portal/audit/record-audit.ts'
import { inTransaction } from '#lib/server/prisma.ts'
import { OffboardingError } from './offboarding-error.ts'
import { readReturn } from './read-return.ts'
import type { returnedInput } from './schema.ts'

/** A Mac that was taken for back, or for lost, is to come back after all. Twice is once. throws OffboardingError */
export async function reopenReturn(
  actor: Actor,
  { deviceId }: z.output<typeof returnedInput>,
): Promise<void> {
  if (!hasRole(actor, 'helpdesk')) throw new ForbiddenError()
  await inTransaction(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM device WHERE id = ${deviceId}::uuid FOR UPDATE`
    const device = await tx.device.findUnique({ where: { id: deviceId } })
    if (!device) throw new OffboardingError('not_found')
    const before = await readReturn(tx, deviceId)
    if (!before) throw new OffboardingError('return_not_asked')
    if (before.state === 'awaited') return
    const returnAskedAt = device.returnAskedAt ?? new Date()
    await tx.device.update({ where: { id: deviceId }, data: { returnAskedAt, returnedAt: null } })
    await tx.deviceEvent.create({ data: { deviceId, kind: 'return_asked', data: {} } })
    await recordAudit(tx, actor, {
      action: 'device.return_asked',
      subject: { kind: 'device', id: deviceId, label: device.name },
      detail: { after: before.state },
    })
  })
}
