import type { z } from 'zod'
import type { PersonActor } from '#lib/auth/actor.ts'
import { inTransaction } from '#lib/server/prisma.ts'
import { holdDevice } from './hold-device.ts'
import { letMacGo } from './let-mac-go.ts'
import { MacError } from './mac-errors.ts'
import type { macInput } from './schema.ts'

/**
 * The owner of a personal Mac removes it. Asked twice, it is told once; asked after it refused, it is told anew.
 * throws   MacError with mac_not_found, company_mac, mac_left
 */
export async function leaveMac(actor: PersonActor, { deviceId }: z.output<typeof macInput>): Promise<void> {
  await inTransaction(async (tx) => {
    // Held before it is judged: the helpdesk may say at this moment whose it is.
    const device = await holdDevice(tx, deviceId)
    if (device?.ownerId !== actor.id) throw new MacError('mac_not_found')
    if (device.ownership !== 'personal') throw new MacError('company_mac')
    if (device.status !== 'enrolled') throw new MacError('mac_left')
    await letMacGo(tx, actor, device.id, 'removed_here')
  })
}
