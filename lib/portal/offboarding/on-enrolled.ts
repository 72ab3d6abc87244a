import type { MdmEventRecord } from '#lib/mdm/server.ts'
import type { Transaction } from '#lib/server/prisma.ts'

/** A Mac that arrived while its person was leaving is dealt with like those that were here before. */
export async function onEnrolled(tx: Transaction, event: MdmEventRecord): Promise<void> {
  await tx.person.updateMany({
    where: {
      ...{ active: false, offboardedAt: { not: null } },
      devices: { some: { enrollmentId: event.enrollmentId } },
    },
    data: { offboardAt: new Date(), offboardedAt: null },
  })
}
