import { randomInt } from 'node:crypto'
import type { z } from 'zod'
import type { PersonActor } from '#lib/auth/actor.ts'
import { buildDeviceLock } from '#lib/mdm/protocol/device-actions.ts'
import { recordAudit } from '#lib/portal/audit/record-audit.ts'
import { mdmIn } from '#lib/server/mdm.ts'
import { inTransaction } from '#lib/server/prisma.ts'
import { runtime } from '#lib/server/runtime.ts'
import { sealSecret } from '#lib/server/seal.ts'
import { beginDeviceAction } from './begin-device-action.ts'
import { isSameName } from './is-same-name.ts'
import { MacError } from './mac-errors.ts'
import type { lockMacInput } from './schema.ts'

/**
 * Locks a Mac with a PIN made here. The PIN is kept sealed and shown once, by showLockPin.
 * throws   MacError with name_does_not_match, or what beginDeviceAction throws.
 */
export async function lockMac(
  actor: PersonActor,
  input: z.output<typeof lockMacInput>,
): Promise<{ actionId: string }> {
  return inTransaction(async (tx) => {
    const begun = await beginDeviceAction(tx, actor, { ...input, kind: 'lock', capability: 'lock' })
    if (begun.existing) return { actionId: begun.existing.id }
    if (!isSameName(input.typedName, begun.device.name)) throw new MacError('name_does_not_match')
    const pin = randomInt(0, 1_000_000).toString().padStart(6, '0')
    const options = { idempotencyKey: input.requestKey, priority: 30 }
    const { commandUuid } = await mdmIn(tx).queue(
      begun.device.enrollmentId,
      buildDeviceLock({ pin }),
      options,
    )
    const action = await tx.deviceAction.create({
      data: {
        deviceId: begun.device.id,
        kind: 'lock',
        state: 'waiting',
        reason: input.reason,
        requestKey: input.requestKey,
        actorId: actor.id,
        commandIds: [commandUuid],
        openCount: 1,
        sealedPin: sealSecret(runtime().masterKey, 'lock-pin', Buffer.from(pin)),
      },
    })
    await recordAudit(tx, actor, {
      action: 'device.lock_asked',
      subject: { kind: 'device', id: begun.device.id, label: begun.device.name },
      detail: { reason: input.reason },
    })
    return { actionId: action.id }
  })
}
