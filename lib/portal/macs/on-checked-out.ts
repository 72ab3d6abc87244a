import { systemActor } from '#lib/auth/actor.ts'
import type { MdmEventRecord } from '#lib/mdm/server.ts'
import type { Transaction } from '#lib/server/prisma.ts'
import { holdDevice } from './hold-device.ts'
import type { RemovalHow } from './let-mac-go.ts'
import { markLeft } from './mark-left.ts'

/** A Mac said that its enrolment is gone: because it was told to, or because somebody removed it there. */
export async function onCheckedOut(tx: Transaction, event: MdmEventRecord): Promise<void> {
  const { enrollmentId } = event
  const known = await tx.device.findUnique({ where: { enrollmentId }, select: { id: true } })
  const device = known && (await holdDevice(tx, known.id))
  // Who was let go without an answer has left already, and the same event tells of that.
  if (!device || (device.status === 'left' && device.leftHow !== 'silent')) return
  const how = (device.removalHow as RemovalHow | null) ?? 'checked_out'
  await markLeft(tx, systemActor('Zelf'), device, { how })
}
