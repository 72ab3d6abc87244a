import type { MdmEventRecord } from '#lib/mdm/server.ts'
import type { Transaction } from '#lib/server/prisma.ts'
import { digestInventory } from './digest-inventory.ts'

/** The kinds that fill columns of a Mac's row. */
const filling: ReadonlySet<string> = new Set(['DeviceInformation', 'SecurityInfo'])

/** Carries what a Mac reported into its row; a report is not a change that anybody made, so it is not audited. */
export async function onInventoryUpdated(tx: Transaction, event: MdmEventRecord): Promise<void> {
  const kind = String(event.data.kind ?? '')
  const { enrollmentId } = event
  if (kind === 'StatusItems') return takeStatusItems(tx, enrollmentId)
  const row = await tx.mdmInventory.findUnique({
    where: { enrollmentId_kind: { enrollmentId, kind } },
    // A list of apps is a megabyte, and the row of a Mac has no column for it.
    select: { collectedAt: true, data: filling.has(kind) },
  })
  if (!row) return
  await tx.device.updateMany({
    where: { enrollmentId },
    data: { ...digestInventory(kind, row.data), inventoryAt: row.collectedAt },
  })
  // A Mac that reports again has been unlocked.
  await tx.device.updateMany({
    where: { enrollmentId, lockedAt: { lt: row.collectedAt } },
    data: { lockedAt: null },
  })
}

/** What a Mac says by itself when it changes: its row has it fresher than the daily questions would. */
async function takeStatusItems(tx: Transaction, enrollmentId: string): Promise<void> {
  const enrollment = await tx.mdmEnrollment.findUnique({
    where: { id: enrollmentId },
    select: { osVersion: true, buildVersion: true },
  })
  const fileVault = await tx.mdmStatusItem.findUnique({
    where: { enrollmentId_name: { enrollmentId, name: 'diskmanagement.filevault.enabled' } },
  })
  const columns = {
    osVersion: enrollment?.osVersion ?? undefined,
    buildVersion: enrollment?.buildVersion ?? undefined,
    fileVault: typeof fileVault?.value === 'boolean' ? fileVault.value : undefined,
  }
  await tx.device.updateMany({ where: { enrollmentId }, data: columns })
}
