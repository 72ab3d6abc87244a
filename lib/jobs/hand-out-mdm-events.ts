import type { MdmEventRecord } from '#lib/mdm/server.ts'
import type { Sql } from '#lib/mdm/store/sql.ts'
import { fileDeliveries } from '#lib/portal/webhooks/file-deliveries.ts'
import { mdm } from '#lib/server/mdm.ts'
import { inTransaction, sqlOf } from '#lib/server/prisma.ts'
import { findWantedEvents } from './find-wanted-events.ts'
import { mdmEventListeners } from './mdm-event-listeners.ts'

/** The event goes in the transaction of what is done for it, so all of it happens once. */
async function handOut(event: MdmEventRecord, clear: (sql: Sql) => Promise<void>): Promise<void> {
  await inTransaction(async (tx) => {
    await clear(sqlOf(tx))
    for (const { hear } of mdmEventListeners[event.kind] ?? []) await hear(tx, event)
    await fileDeliveries(tx, event)
  })
}

/** Hands every event that is due to the portal, and one event is one transaction. */
export async function handOutMdmEvents(): Promise<void> {
  while (await handOutSomeMdmEvents());
}

/** Hands out a part of them, so that stopping need not wait for all; tells whether there may be more. */
export async function handOutSomeMdmEvents(): Promise<boolean> {
  return (await mdm().takeEvents(handOut, 200, findWantedEvents)) > 0
}
