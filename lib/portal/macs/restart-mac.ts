import type { z } from 'zod'
import type { PersonActor } from '#lib/auth/actor.ts'
import { buildRestartDevice } from '#lib/mdm/protocol/device-actions.ts'
import { recordAudit } from '#lib/portal/audit/record-audit.ts'
import { mdmIn } from '#lib/server/mdm.ts'
import { inTransaction } from '#lib/server/prisma.ts'
import { beginDeviceAction } from './begin-device-action.ts'
import type { restartMacInput } from './schema.ts'

/** Restarts a Mac; the person at it is asked first. */
export async function restartMac(
  actor: PersonActor,
  input: z.output<typeof restartMacInput>,
): Promise<{ actionId: string }> {
  return inTransaction(async (tx) => {
    const begun = await beginDeviceAction(tx, actor, { ...input, kind: 'restart', capability: 'restart' })
    if (begun.existing) return { actionId: begun.existing.id }
    const body = buildRestartDevice({ notifyUser: true })
    // Nobody expects a restart days later, when a Mac that was away returns.
    const expiresAt = new Date(Date.now() + 24 * 60 * 60 * 1000)
    const options = { idempotencyKey: input.requestKey, priority: 20, expiresAt }
    const { commandUuid } = await mdmIn(tx).queue(begun.device.enrollmentId, body, options)
    const action = await tx.deviceAction.create({
      data: {
        deviceId: begun.device.id,
        kind: 'restart',
        state: 'waiting',
        reason: input.reason,
        requestKey: input.requestKey,
        actorId: actor.id,
        commandIds: [commandUuid],
        openCount: 1,
      },
    })
    await recordAudit(tx, actor, {
      action: 'device.restart_asked',
      subject: { kind: 'device', id: begun.device.id, label: begun.device.name },
      detail: { reason: input.reason },
    })
    return { actionId: action.id }
  })
}
