import type { z } from 'zod'
import type { PersonActor } from '#lib/auth/actor.ts'
import { recordAudit } from '#lib/portal/audit/record-audit.ts'
import { mdmIn } from '#lib/server/mdm.ts'
import { inTransaction } from '#lib/server/prisma.ts'
import { beginDeviceAction } from './begin-device-action.ts'
import { queueInventory } from './inventory-commands.ts'
import type { refreshMacInput } from './schema.ts'

/** An interactive question overtakes background sweeps. */
const interactive = 10

/** Asks a Mac for its inventory now. Returns the action that a page can follow. */
export async function refreshMac(
  actor: PersonActor,
  input: z.output<typeof refreshMacInput>,
): Promise<{ actionId: string }> {
  return inTransaction(async (tx) => {
    const begun = await beginDeviceAction(tx, actor, { ...input, kind: 'refresh', capability: null })
    if (begun.existing) return { actionId: begun.existing.id }
    const commandIds = await queueInventory(mdmIn(tx), begun.device, input.requestKey, interactive)
    const action = await tx.deviceAction.create({
      data: {
        deviceId: begun.device.id,
        kind: 'refresh',
        state: 'waiting',
        requestKey: input.requestKey,
        actorId: actor.id,
        commandIds,
        openCount: commandIds.length,
      },
    })
    await recordAudit(tx, actor, {
      action: 'device.refresh_asked',
      subject: { kind: 'device', id: begun.device.id, label: begun.device.name },
    })
    return { actionId: action.id }
  })
}
