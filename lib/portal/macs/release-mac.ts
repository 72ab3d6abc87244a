import type { z } from 'zod'
import { hasRole, type PersonActor } from '#lib/auth/actor.ts'
import { ForbiddenError } from '#lib/auth/forbidden-error.ts'
import { inTransaction } from '#lib/server/prisma.ts'
import { letMacGo } from './let-mac-go.ts'
import { MacError } from './mac-errors.ts'
import type { releaseMacInput } from './schema.ts'

/**
 * The helpdesk ends the management of any Mac: it is told to remove its enrolment.
 * throws   ForbiddenError, MacError with mac_not_found, mac_left
 */
export async function releaseMac(
  actor: PersonActor,
  { deviceId, reason }: z.output<typeof releaseMacInput>,
): Promise<void> {
  if (!hasRole(actor, 'helpdesk')) throw new ForbiddenError()
  await inTransaction(async (tx) => {
    const device = await tx.device.findUnique({ where: { id: deviceId } })
    if (!device) throw new MacError('mac_not_found')
    if (device.status !== 'enrolled') throw new MacError('mac_left')
    await letMacGo(tx, actor, device.id, 'released', reason)
  })
}
