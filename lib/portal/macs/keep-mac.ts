import type { z } from 'zod'
import { hasRole, type PersonActor } from '#lib/auth/actor.ts'
import { inTransaction } from '#lib/server/prisma.ts'
import { holdDevice } from './hold-device.ts'
import { MacError } from './mac-errors.ts'
import type { macInput } from './schema.ts'
import { type ResumeMac, takeBackRemoval } from './take-back-removal.ts'

/**
 * A Mac that was told to leave stays after all. What the owner did the owner undoes; the helpdesk undoes anything.
 * throws   MacError with mac_not_found, not_leaving, removal_not_yours, removal_fetched
 */
export async function keepMac(
  actor: PersonActor,
  { deviceId }: z.output<typeof macInput>,
  resume: ResumeMac,
): Promise<void> {
  await inTransaction(async (tx) => {
    const device = await holdDevice(tx, deviceId)
    const isHelper = hasRole(actor, 'helpdesk')
    if (!device || (device.ownerId !== actor.id && !isHelper)) throw new MacError('mac_not_found')
    if (!device.removalAskedAt) throw new MacError('not_leaving')
    if (device.removalHow !== 'removed_here' && !isHelper) throw new MacError('removal_not_yours')
    if (!(await takeBackRemoval(tx, actor, device, resume))) throw new MacError('removal_fetched')
  })
}
