import type { Actor } from '#lib/auth/actor.ts'
import { recordAudit } from '#lib/portal/audit/record-audit.ts'
import type { Transaction } from '#lib/server/prisma.ts'

/** What becomes of Macs of theirs that were told to leave, in the same transaction. */
export type KeepMacs = (tx: Transaction, actor: Actor, personId: string) => Promise<void>

/**
 * Welcomes somebody back: what was to happen to their Macs and has not happened does not, and what was to come back
 * stays with them. What is gone is enrolled anew. The row of the person is locked by the caller.
 */
export async function switchOn(
  tx: Transaction,
  actor: Actor,
  person: { id: string; name: string },
  keepMacs: KeepMacs,
): Promise<void> {
  await tx.person.update({
    where: { id: person.id },
    data: {
      ...{ active: true, deactivatedAt: null, deactivatedBy: null, deactivationReason: null },
      ...{ offboardAt: null, offboardHeldAt: null, offboardedAt: null },
    },
  })
  const awaited = await tx.device.findMany({
    where: { ownerId: person.id, returnAskedAt: { not: null }, returnedAt: null },
    select: { id: true },
  })
  for (const { id } of awaited) {
    await tx.device.update({ where: { id }, data: { returnAskedAt: null } })
    await tx.deviceEvent.create({ data: { deviceId: id, kind: 'return_withdrawn', data: {} } })
  }
  await keepMacs(tx, actor, person.id)
  await recordAudit(tx, actor, {
    action: 'person.switched_on',
    subject: { kind: 'person', id: person.id, label: person.name },
    detail: { returnsWithdrawn: awaited.length },
  })
}
