import type { MdmEventRecord } from '#lib/mdm/server.ts'
import { onCheckedOut as installsEnded } from '#lib/portal/installs/on-checked-out.ts'
import { onCommandAnswered as installAnswered } from '#lib/portal/installs/on-command-answered.ts'
import { onEnrolled as installsOfNewEnrollment } from '#lib/portal/installs/on-enrolled.ts'
import { onInventoryUpdated as installReported } from '#lib/portal/installs/on-inventory-updated.ts'
import { onCheckedOut as macLeft } from '#lib/portal/macs/on-checked-out.ts'
import { onCommandAnswered as actionAnswered } from '#lib/portal/macs/on-command-answered.ts'
import { onEnrolled as macArrived } from '#lib/portal/macs/on-enrolled.ts'
import { onInventoryUpdated as macReported } from '#lib/portal/macs/on-inventory-updated.ts'
import { onCheckedOut as profilesEnded } from '#lib/portal/profiles/on-checked-out.ts'
import { onCommandAnswered as profileAnswered } from '#lib/portal/profiles/on-command-answered.ts'
import { onEnrolled as profilesOfNewEnrollment } from '#lib/portal/profiles/on-enrolled.ts'
import { mdm } from '#lib/server/mdm.ts'
import type { Transaction } from '#lib/server/prisma.ts'
import { inTransaction } from '#lib/server/prisma.ts'

type Handler = (tx: Transaction, event: MdmEventRecord) => Promise<void>

/** Who hears of what. Handlers run at least once, in this order, in one transaction per event. */
const handlers: Partial<Record<MdmEventRecord['kind'], Handler[]>> = {
  enrolled: [macArrived, profilesOfNewEnrollment, installsOfNewEnrollment],
  command_answered: [actionAnswered, profileAnswered, installAnswered],
  inventory_updated: [macReported, installReported],
  checked_out: [installsEnded, profilesEnded, macLeft],
}

/** Hands every event that is due to the portal. */
export async function handOutMdmEvents(): Promise<void> {
  const handOut = (event: MdmEventRecord) =>
    inTransaction(async (tx) => {
      for (const handle of handlers[event.kind] ?? []) await handle(tx, event)
    })
  while ((await mdm().takeEvents(handOut)) > 0);
}
