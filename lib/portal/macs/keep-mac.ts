import type { z } from 'zod'
import { hasRole, type PersonActor } from '#lib/auth/actor.ts'
import { mdmIn } from '#lib/server/mdm.ts'
import { inTransaction, type Transaction } from '#lib/server/prisma.ts'
import { callOffRemoval } from './call-off-removal.ts'
import { holdDevice } from './hold-device.ts'
import { MacError } from './mac-errors.ts'
import type { macInput } from './schema.ts'

/**
 * A Mac that was told to leave stays after all, as long as it has not fetched that, or has refused. What the owner did
 * the owner undoes; the helpdesk undoes anything.
 *
 * resume   sends again, in the same transaction, what was taken back for the Mac's leaving
 * throws   MacError with mac_not_found, not_leaving, removal_not_yours, removal_fetched
 */
export async function keepMac(
  actor: PersonActor,
  { deviceId }: z.output<typeof macInput>,
  resume: (tx: Transaction, deviceId: string) => Promise<void>,
): Promise<void> {
  await inTransaction(async (tx) => {
    const device = await holdDevice(tx, deviceId)
    const isHelper = hasRole(actor, 'helpdesk')
    if (!device || (device.ownerId !== actor.id && !isHelper)) throw new MacError('mac_not_found')
    if (!device.removalAskedAt) throw new MacError('not_leaving')
    if (device.removalHow !== 'removed_here' && !isHelper) throw new MacError('removal_not_yours')
    const { removalCommandId } = device
    const open = device.removalFailure === null
    if (open && !(removalCommandId && (await mdmIn(tx).cancel(removalCommandId)))) {
      throw new MacError('removal_fetched')
    }
    await callOffRemoval(tx, actor, device)
    if (device.status === 'enrolled') await resume(tx, device.id)
  })
}
