import type { Actor } from '#lib/auth/actor.ts'
import { requireScope } from '#lib/auth/require-scope.ts'
import { recordAudit } from '#lib/portal/audit/record-audit.ts'
import { mdmIn } from '#lib/server/mdm.ts'
import { inTransaction } from '#lib/server/prisma.ts'
import { ApiError } from './api-error.ts'

/** Takes back everything that a Mac has not been sent. */
export async function cancelCommands(actor: Actor, deviceId: string): Promise<{ cancelled: number }> {
  requireScope(actor, 'commands:write')
  return inTransaction(async (tx) => {
    const device = await tx.device.findUnique({ where: { id: deviceId } })
    if (!device) throw new ApiError('device_not_found', 'there is no such Mac')
    const cancelled = await mdmIn(tx).cancelAll(device.enrollmentId)
    if (cancelled === 0) return { cancelled }
    await recordAudit(tx, actor, {
      action: 'device.commands_cancelled',
      subject: { kind: 'device', id: device.id, label: device.name },
      detail: { cancelled },
    })
    return { cancelled }
  })
}
