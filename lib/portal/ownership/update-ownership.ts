import type { z } from 'zod'
import { hasRole, type PersonActor } from '#lib/auth/actor.ts'
import { ForbiddenError } from '#lib/auth/forbidden-error.ts'
import { recordAudit } from '#lib/portal/audit/record-audit.ts'
import type { Device } from '#lib/server/generated/client.ts'
import { inTransaction, type Transaction } from '#lib/server/prisma.ts'
import { OwnershipError } from './ownership-error.ts'
import { judgeOwnership } from './policy.ts'
import type { updateOwnershipInput } from './schema.ts'

type Facts = Pick<
  Device,
  'ownership' | 'shared' | 'assetTag' | 'leaseEndsAt' | 'warrantyEndsAt' | 'appleCareEndsAt'
>

/**
 * Writes down whose a Mac is and until when what was paid for it lasts. Of a personal Mac no tag, lease or sharing is
 * kept: it is not ours. Helpdesk only.
 * throws   ForbiddenError, OwnershipError with mac_not_found, or why the Mac cannot be of that ownership
 */
export async function updateOwnership(
  actor: PersonActor,
  input: z.output<typeof updateOwnershipInput>,
): Promise<void> {
  if (!hasRole(actor, 'helpdesk')) throw new ForbiddenError()
  await inTransaction(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM device WHERE id = ${input.deviceId}::uuid FOR UPDATE`
    const device = await tx.device.findUnique({ where: { id: input.deviceId } })
    if (!device) throw new OwnershipError('mac_not_found')
    const refusal = judgeOwnership(device, input.ownership)
    if (refusal) throw new OwnershipError(refusal)
    const { deviceId, ...given } = input
    const ours = input.ownership === 'company'
    const facts: Facts = ours ? given : { ...given, shared: false, assetTag: null, leaseEndsAt: null }
    const changes = changesBetween(device, facts)
    if (changes.length === 0) return
    await tx.device.update({ where: { id: deviceId }, data: facts })
    await note(tx, actor, device, { facts, changes })
  })
}

async function note(
  tx: Transaction,
  actor: PersonActor,
  device: Device,
  { facts, changes }: { facts: Facts; changes: string[] },
): Promise<void> {
  if (device.ownership !== facts.ownership) {
    const data = { to: facts.ownership }
    await tx.deviceEvent.create({ data: { deviceId: device.id, kind: 'ownership_changed', data } })
  }
  await recordAudit(tx, actor, {
    action: 'device.ownership_updated',
    subject: { kind: 'device', id: device.id, label: device.name },
    detail: { changes },
  })
}

const written = (value: Facts[keyof Facts]) =>
  value instanceof Date ? value.toISOString().slice(0, 10) : String(value ?? '')

function changesBetween(before: Facts, after: Facts): string[] {
  const names = Object.keys(after) as (keyof Facts)[]
  return names
    .filter((name) => written(before[name]) !== written(after[name]))
    .map((name) => `${name}: ${written(before[name])} → ${written(after[name])}`)
}
