import type { MdmEventRecord } from '#lib/mdm/server.ts'
import type { Transaction } from '#lib/server/prisma.ts'
import { digestInventory } from './digest-inventory.ts'

/** The kinds that fill columns of a Mac's row. */
const filling: ReadonlySet<string> = new Set(['DeviceInformation', 'SecurityInfo'])

/** Carries what a Mac reported into its row; a report is not a change that anybody made, so it is not audited. */
export async function onInventoryUpdated(tx: Transaction, event: MdmEventRecord): Promise<void> {
  const kind = String(event.data.kind ?? '')
  const { enrollmentId } = event
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
