import type { MdmEventRecord } from '#lib/mdm/server.ts'
import { mdmIn } from '#lib/server/mdm.ts'
import type { Transaction } from '#lib/server/prisma.ts'

/** A Mac that has enrolled begins to say by itself when something about it changes. */
export async function switchOnDeclarations(tx: Transaction, event: MdmEventRecord): Promise<void> {
  await mdmIn(tx).switchOnDeclarations(event.enrollmentId)
}
