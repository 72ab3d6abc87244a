import type { z } from 'zod'
import { hasRole, type PersonActor } from '#lib/auth/actor.ts'
import { recordAudit } from '#lib/portal/audit/record-audit.ts'
import type { Device } from '#lib/server/generated/client.ts'
import { mdmIn } from '#lib/server/mdm.ts'
import { inTransaction } from '#lib/server/prisma.ts'
import { holdDevice } from './hold-device.ts'
import type { RemovalHow } from './let-mac-go.ts'
import { MacError } from './mac-errors.ts'
import { markLeft } from './mark-left.ts'
import type { giveUpMacInput } from './schema.ts'

/**
 * Lets a Mac go without asking it, because nobody has it any more: wiped, sold, lost. For the owner of a personal Mac,
 * and for the helpdesk, who says why.
 * throws   MacError with mac_not_found, company_mac, reason_needed, mac_left
 */
export async function giveUpMac(actor: PersonActor, input: z.output<typeof giveUpMacInput>): Promise<void> {
  await inTransaction(async (tx) => {
    const device = await holdDevice(tx, input.deviceId)
    const isOwner = device?.ownerId === actor.id
    const isHelper = hasRole(actor, 'helpdesk')
    if (!device || (!isOwner && !isHelper)) throw new MacError('mac_not_found')
    const isOwn = isOwner && device.ownership === 'personal'
    if (!isOwn && !isHelper) throw new MacError('company_mac')
    if (!isOwn && input.reason === undefined) throw new MacError('reason_needed')
    if (device.status === 'left' && device.leftHow !== 'silent') throw new MacError('mac_left')
    await mdmIn(tx).release(device.enrollmentId)
    await markLeft(tx, actor, device, { how: howOf(device, isOwn), unanswered: true })
    await recordAudit(tx, actor, {
      action: 'device.given_up',
      subject: { kind: 'device', id: device.id, label: device.name },
      detail: { ...(input.reason && { reason: input.reason }) },
    })
  })
}

function howOf(device: Device, isOwn: boolean): RemovalHow {
  return (device.removalHow as RemovalHow | null) ?? (isOwn ? 'removed_here' : 'released')
}
