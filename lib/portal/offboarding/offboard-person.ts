import type { Actor } from '#lib/auth/actor.ts'
import { recordAudit } from '#lib/portal/audit/record-audit.ts'
import type { Device } from '#lib/server/generated/client.ts'
import { inTransaction, type Transaction } from '#lib/server/prisma.ts'
import { chooseMacs } from './policy.ts'

/** What other nouns do about somebody who leaves, in the same transaction. */
export interface OffboardingSteps {
  letMacGo(tx: Transaction, deviceId: string): Promise<void>
  /** Gives how many ended. */
  endRequests(tx: Transaction, personId: string): Promise<number>
}

/**
 * Lets one person's Macs go whose time has come: personal ones are told to remove their enrolment, the company's are
 * queued for return and stay managed, and open requests end. All of it or nothing; false when it was not to be done (any
 * more), or another process is at it.
 */
export async function offboardPerson(
  actor: Actor,
  personId: string,
  now: Date,
  steps: OffboardingSteps,
): Promise<boolean> {
  return inTransaction(async (tx) => {
    const [due] = await tx.$queryRaw<{ name: string }[]>`
      SELECT name FROM person WHERE id = ${personId}::uuid AND NOT active AND offboard_held_at IS NULL
        AND offboard_at <= ${now} FOR UPDATE SKIP LOCKED`
    if (!due) return false
    const macs = await tx.device.findMany({ where: { ownerId: personId }, orderBy: { id: 'asc' } })
    const { released, awaited } = chooseMacs(macs)
    for (const { id } of released) await steps.letMacGo(tx, id)
    for (const mac of awaited) await askForReturn(tx, actor, mac, now)
    const requests = await steps.endRequests(tx, personId)
    await tx.person.update({ where: { id: personId }, data: { offboardAt: null, offboardedAt: now } })
    await recordAudit(tx, actor, {
      action: 'person.offboarded',
      subject: { kind: 'person', id: personId, label: due.name },
      detail: { released: released.length, toReturn: awaited.length, requests },
    })
    return true
  })
}

async function askForReturn(tx: Transaction, actor: Actor, { id, name }: Device, now: Date): Promise<void> {
  await tx.device.update({ where: { id }, data: { returnAskedAt: now } })
  await tx.deviceEvent.create({ data: { deviceId: id, kind: 'return_asked', data: {} } })
  await recordAudit(tx, actor, {
    action: 'device.return_asked',
    subject: { kind: 'device', id, label: name },
  })
}
