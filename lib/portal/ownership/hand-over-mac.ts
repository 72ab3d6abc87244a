import type { z } from 'zod'
import { hasRole, type PersonActor } from '#lib/auth/actor.ts'
import { ForbiddenError } from '#lib/auth/forbidden-error.ts'
import { recordAudit } from '#lib/portal/audit/record-audit.ts'
import type { Device, Person } from '#lib/server/generated/client.ts'
import { mdmIn } from '#lib/server/mdm.ts'
import { inTransaction, type Transaction } from '#lib/server/prisma.ts'
import { OwnershipError } from './ownership-error.ts'
import { judgeHandOver } from './policy.ts'
import type { handOverInput } from './schema.ts'

type Input = z.output<typeof handOverInput>

/** What else follows, in the same transaction: it is no business of this folder. */
export type AfterHandOver = (tx: Transaction, actor: PersonActor, deviceId: string) => Promise<void>

/**
 * Gives a company's Mac to another person. Its history and its keys stay; both people are told. Asked again with one
 * key, nothing more happens.
 *
 * throws   ForbiddenError; OwnershipError with mac_not_found, request_key_reused, owner_changed, same_owner,
 *          person_not_active, mac_leaving, or why it cannot be handed over
 */
export async function handOverMac(
  actor: PersonActor,
  input: Input,
  after: AfterHandOver,
): Promise<{ to: string }> {
  if (!hasRole(actor, 'helpdesk')) throw new ForbiddenError()
  return inTransaction(async (tx) => {
    // The person first: whoever switches somebody off locks them before their Macs.
    await tx.$queryRaw`SELECT 1 FROM person WHERE id = ${input.personId}::uuid FOR SHARE`
    await tx.$queryRaw`SELECT 1 FROM device WHERE id = ${input.deviceId}::uuid FOR UPDATE`
    const device = await tx.device.findUnique({ where: { id: input.deviceId }, include: { owner: true } })
    if (!device) throw new OwnershipError('mac_not_found')
    const to = await tx.person.findUnique({ where: { id: input.personId } })
    if (await isDone(tx, actor, input)) return { to: to?.name ?? '' }
    const person = judge(device, to, input)
    // One that is only silent is enrolled yet, and may speak again.
    const isEnrolled = device.status === 'enrolled' || device.leftHow === 'silent'
    if (isEnrolled && !(await mdmIn(tx).reassign(device.enrollmentId, person.id))) {
      throw new OwnershipError('mac_leaving')
    }
    await give(tx, actor, { device, to: person, input })
    await after(tx, actor, device.id)
    return { to: person.name }
  })
}

async function isDone(tx: Transaction, actor: PersonActor, input: Input): Promise<boolean> {
  const earlier = await tx.deviceEvent.findFirst({
    where: {
      deviceId: input.deviceId,
      kind: 'handed_over',
      data: { path: ['requestKey'], equals: input.requestKey },
    },
  })
  if (!earlier) return false
  const { toId, actorId } = earlier.data as { toId?: string; actorId?: string }
  if (toId !== input.personId || actorId !== actor.id) throw new OwnershipError('request_key_reused')
  return true
}

function judge(device: Device, to: Person | null, input: Input): Person {
  if (device.ownerId !== input.fromId) throw new OwnershipError('owner_changed')
  const refusal = judgeHandOver(device)
  if (refusal) throw new OwnershipError(refusal)
  if (!to?.active) throw new OwnershipError('person_not_active')
  if (to.id === device.ownerId) throw new OwnershipError('same_owner')
  return to
}

async function give(
  tx: Transaction,
  actor: PersonActor,
  { device, to, input }: { device: Device & { owner: Person }; to: Person; input: Input },
): Promise<void> {
  const now = new Date()
  const { id: deviceId, owner: from } = device
  await tx.device.update({
    where: { id: deviceId },
    data: { ownerId: to.id, heldSince: now, returnAskedAt: null, returnedAt: null },
  })
  const names = { from: from.name, to: to.name }
  const keys = { fromId: from.id, toId: to.id, actorId: actor.id, requestKey: input.requestKey }
  await tx.deviceEvent.create({
    data: { deviceId, kind: 'handed_over', at: now, data: { ...names, ...keys } },
  })
  // Each is told their own side: whose it was is nothing that the new owner needs.
  const notice = { deviceId, kind: 'handed_over', createdAt: now }
  await tx.deviceNotice.createMany({
    data: [
      { ...notice, personId: to.id, data: { side: 'new', mac: device.name } },
      { ...notice, personId: from.id, data: { side: 'earlier', mac: device.name } },
    ],
  })
  await recordAudit(tx, actor, {
    action: 'device.handed_over',
    subject: { kind: 'device', id: deviceId, label: device.name },
    detail: { ...names, fromId: from.id, toId: to.id, reason: input.reason },
  })
}
