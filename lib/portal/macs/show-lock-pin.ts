import type { z } from 'zod'
import { hasRole, type PersonActor } from '#lib/auth/actor.ts'
import { ForbiddenError } from '#lib/auth/forbidden-error.ts'
import { recordAudit } from '#lib/portal/audit/record-audit.ts'
import { inTransaction } from '#lib/server/prisma.ts'
import { runtime } from '#lib/server/runtime.ts'
import { openSecret } from '#lib/server/seal.ts'
import { MacError } from './mac-errors.ts'
import type { showPinInput } from './schema.ts'

/**
 * Shows the PIN of a lock, once, to the person who locked the Mac. An admin may look again later, on record:
 * without the PIN a locked Mac stays locked.
 * throws   MacError with pin_not_found or pin_already_shown.
 */
export async function showLockPin(
  actor: PersonActor,
  input: z.output<typeof showPinInput>,
): Promise<{ pin: string }> {
  if (!hasRole(actor, 'helpdesk')) throw new ForbiddenError()
  return inTransaction(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM device_action WHERE id = ${input.actionId}::uuid FOR UPDATE`
    const action = await tx.deviceAction.findUnique({
      where: { id: input.actionId },
      include: { device: true },
    })
    if (!action?.sealedPin) throw new MacError('pin_not_found')
    const isAdmin = hasRole(actor, 'admin')
    if (!isAdmin && action.actorId !== actor.id) throw new ForbiddenError()
    if (!isAdmin && action.pinShownAt) throw new MacError('pin_already_shown')
    await tx.deviceAction.update({ where: { id: action.id }, data: { pinShownAt: new Date() } })
    await recordAudit(tx, actor, {
      action: 'device.lock_pin_shown',
      subject: { kind: 'device', id: action.deviceId, label: action.device.name },
    })
    const pin = openSecret(runtime().masterKey, 'lock-pin', action.sealedPin)
    return { pin: Buffer.from(pin).toString('utf8') }
  })
}
