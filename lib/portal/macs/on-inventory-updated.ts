import type { MdmEventRecord } from '#lib/mdm/server.ts'
import { mdmIn } from '#lib/server/mdm.ts'
import type { Transaction } from '#lib/server/prisma.ts'
import { digestInventory } from './digest-inventory.ts'

/** Carries what a Mac reported into its row; a report is not a change that anybody made, so it is not audited. */
export async function onInventoryUpdated(tx: Transaction, event: MdmEventRecord): Promise<void> {
  const kind = String(event.data.kind ?? '')
  const inventory = await mdmIn(tx).inventory(event.enrollmentId, kind)
  if (!inventory) return
  await tx.device.updateMany({
    where: { enrollmentId: event.enrollmentId },
    data: { ...digestInventory(kind, inventory.data), inventoryAt: inventory.collectedAt },
  })
  // A Mac that reports again has been unlocked.
  await tx.device.updateMany({
    where: { enrollmentId: event.enrollmentId, lockedAt: { lt: inventory.collectedAt } },
    data: { lockedAt: null },
  })
}
