import type { MdmEventRecord } from '#lib/mdm/server.ts'
import type { Transaction } from '#lib/server/prisma.ts'
import { announceAbilities } from './announce-abilities.ts'

/** A Mac that came back in another way may let IT do more than before. */
export async function onEnrolled(tx: Transaction, { enrollmentId }: MdmEventRecord): Promise<void> {
  const device = await tx.device.findUnique({ where: { enrollmentId }, select: { id: true } })
  if (device) await announceAbilities(tx, device.id)
}
