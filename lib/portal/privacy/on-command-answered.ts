import type { MdmEventRecord } from '#lib/mdm/server.ts'
import type { Transaction } from '#lib/server/prisma.ts'
import { announceAbilities } from './announce-abilities.ts'

const changing: ReadonlySet<unknown> = new Set(['InstallProfile', 'RemoveProfile'])

/** A profile has come or gone: what it let IT do comes or goes with it. */
export async function onCommandAnswered(tx: Transaction, event: MdmEventRecord): Promise<void> {
  if (!changing.has(event.data.requestType)) return
  const { enrollmentId } = event
  const device = await tx.device.findUnique({ where: { enrollmentId }, select: { id: true } })
  if (device) await announceAbilities(tx, device.id)
}
