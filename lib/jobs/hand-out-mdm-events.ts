import type { MdmEventRecord } from '#lib/mdm/server.ts'
import * as installsCheckedOut from '#lib/portal/installs/on-checked-out.ts'
import * as installsCommandAnswered from '#lib/portal/installs/on-command-answered.ts'
import * as installsEnrolled from '#lib/portal/installs/on-enrolled.ts'
import * as installsInventoryUpdated from '#lib/portal/installs/on-inventory-updated.ts'
import * as macsCheckedOut from '#lib/portal/macs/on-checked-out.ts'
import * as macsCommandAnswered from '#lib/portal/macs/on-command-answered.ts'
import * as macsEnrolled from '#lib/portal/macs/on-enrolled.ts'
import * as macsInventoryUpdated from '#lib/portal/macs/on-inventory-updated.ts'
import * as profilesCheckedOut from '#lib/portal/profiles/on-checked-out.ts'
import * as profilesCommandAnswered from '#lib/portal/profiles/on-command-answered.ts'
import * as profilesEnrolled from '#lib/portal/profiles/on-enrolled.ts'
import { fileDeliveries } from '#lib/portal/webhooks/file-deliveries.ts'
import { mdm } from '#lib/server/mdm.ts'
import { inTransaction, type Transaction } from '#lib/server/prisma.ts'

type Handler = (tx: Transaction, event: MdmEventRecord) => Promise<void>

/** Who hears of what, in this order: Macs first, as the others look for the device row. */
const handlers: Partial<Record<MdmEventRecord['kind'], Handler[]>> = {
  enrolled: [macsEnrolled.onEnrolled, installsEnrolled.onEnrolled, profilesEnrolled.onEnrolled],
  checked_out: [
    macsCheckedOut.onCheckedOut,
    installsCheckedOut.onCheckedOut,
    profilesCheckedOut.onCheckedOut,
  ],
  command_answered: [
    macsCommandAnswered.onCommandAnswered,
    installsCommandAnswered.onCommandAnswered,
    profilesCommandAnswered.onCommandAnswered,
  ],
  inventory_updated: [macsInventoryUpdated.onInventoryUpdated, installsInventoryUpdated.onInventoryUpdated],
}

async function handOut(event: MdmEventRecord): Promise<void> {
  await inTransaction(async (tx) => {
    for (const handle of handlers[event.kind] ?? []) await handle(tx, event)
    await fileDeliveries(tx, event)
  })
}

/** Hands every event that is due to the portal: at least once, and one event is one transaction. */
export async function handOutMdmEvents(): Promise<void> {
  let handled = 1
  while (handled > 0) handled = await mdm().takeEvents(handOut)
}
