import type { MdmEventRecord } from '#lib/mdm/server.ts'
import { mdm } from '#lib/server/mdm.ts'
import type { Transaction } from '#lib/server/prisma.ts'
import { inTransaction } from '#lib/server/prisma.ts'

type Handler = (tx: Transaction, event: MdmEventRecord) => Promise<void>

/** Who hears of what. Handlers run at least once, in this order, in one transaction per event. */
const handlers: Partial<Record<MdmEventRecord['kind'], Handler[]>> = {}

/** Hands every event that is due to the portal. */
export async function handOutMdmEvents(): Promise<void> {
  await mdm().takeEvents(async (event) => {
    await inTransaction(async (tx) => {
      for (const handle of handlers[event.kind] ?? []) await handle(tx, event)
    })
  })
}
