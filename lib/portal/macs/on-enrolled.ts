import { systemActor } from '#lib/auth/actor.ts'
import { CommandForbiddenError, type MdmEventRecord } from '#lib/mdm/server.ts'
import { recordAudit } from '#lib/portal/audit/record-audit.ts'
import type { Device } from '#lib/server/generated/client.ts'
import { mdmIn } from '#lib/server/mdm.ts'
import type { Transaction } from '#lib/server/prisma.ts'
import { closeLeftNotices } from './close-left-notices.ts'
import { queueInventory } from './inventory-commands.ts'
import { noRemoval } from './no-removal.ts'
import { enrolledData } from './schema.ts'

/**
 * A Mac has arrived, or has come back: its row is made or refreshed, bound to the person whose link it used,
 * and it is asked for its inventory.
 */
export async function onEnrolled(tx: Transaction, event: MdmEventRecord): Promise<void> {
  const data = enrolledData.parse(event.data)
  // Not beside somebody who hands it over just now: whose it is is read when that is done.
  await tx.$queryRaw`SELECT id FROM device WHERE enrollment_id = ${event.enrollmentId} FOR UPDATE`
  const known = await tx.device.findUnique({ where: { enrollmentId: event.enrollmentId } })
  const now = new Date()
  const facts = {
    ...(await findOwner(tx, event, { known, personId: data.personId, now })),
    enrollmentType: data.enrollmentType,
    ownership: data.ownership,
    accessRights: data.accessRights,
    status: 'enrolled',
    name: data.deviceName || data.modelName || 'Mac',
    model: data.model ?? '',
    modelName: data.modelName ?? 'Mac',
    // A private enrolment tells none, and nothing that claims to be one is kept.
    serialNumber: data.enrollmentType === 'user' ? null : (data.serialNumber ?? null),
    osVersion: data.osVersion ?? null,
    buildVersion: data.buildVersion ?? null,
    enrolledAt: event.createdAt,
    ...((await isToldAnew(tx, known)) ? {} : noRemoval),
    leftAt: null,
    leftHow: null,
    leftUnanswered: false,
    lockedAt: null,
  }
  const device = known
    ? await tx.device.update({ where: { id: known.id }, data: facts })
    : await tx.device.create({ data: { ...facts, enrollmentId: event.enrollmentId } })
  await closeLeftNotices(tx, device.id)
  await tx.deviceEvent.create({
    data: {
      deviceId: device.id,
      kind: known ? 'came_back' : 'enrolled',
      data: { ownership: data.ownership },
      at: now,
    },
  })
  await askForInventory(tx, device, event)
  await recordAudit(tx, systemActor('Zelf'), {
    action: known ? 'device.came_back' : 'device.enrolled',
    subject: { kind: 'device', id: device.id, label: device.name },
    detail: { ownerId: device.ownerId, ownership: data.ownership, enrollmentType: data.enrollmentType },
  })
}

/** What the Mac has not said since it is another person's. */
const untold = {
  ...{ fileVault: null, firewall: null, sip: null, inventoryAt: null },
  ...{ capacityGb: null, availableGb: null, batteryLevel: null },
} as const

/** Who enrolled it, unless it was handed over since. Who has it from another has it without what was before. */
async function findOwner(
  tx: Transaction,
  event: MdmEventRecord,
  { known, personId, now }: { known: Device | null; personId: string; now: Date },
) {
  const ownerId = (await mdmIn(tx).enrollment(event.enrollmentId))?.personId ?? personId
  if (!known || known.ownerId === ownerId) return { ownerId }
  return { ...untold, ownerId, heldSince: now, returnAskedAt: null, returnedAt: null }
}

/** An enrolment begins with an empty queue: what waits in it was asked since, and before this word of it came. */
async function isToldAnew(tx: Transaction, known: Device | null): Promise<boolean> {
  const id = known?.removalCommandId
  return id ? (await tx.mdmCommand.count({ where: { id } })) > 0 : false
}

/** A Mac that left meanwhile is asked nothing: the event that says so waits behind this one. */
async function askForInventory(tx: Transaction, device: Device, event: MdmEventRecord): Promise<void> {
  try {
    await queueInventory(mdmIn(tx), device, `enrolled:${event.id}`)
  } catch (error) {
    if (!(error instanceof CommandForbiddenError)) throw error
  }
}
