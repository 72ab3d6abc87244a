import type { MdmEventRecord } from '#lib/mdm/server.ts'
import type { Transaction } from '#lib/server/prisma.ts'
import { announceAbilities } from './announce-abilities.ts'

/** What tells of profiles and declarations that nobody assigned in the portal. */
const telling: ReadonlySet<unknown> = new Set(['ProfileList', 'StatusItems'])

/** A Mac has reported what is on it, which may be more than was known. */
export async function onInventoryUpdated(tx: Transaction, event: MdmEventRecord): Promise<void> {
  if (!telling.has(event.data.kind)) return
  const { enrollmentId } = event
  const device = await tx.device.findUnique({ where: { enrollmentId }, select: { id: true } })
  if (device) await announceAbilities(tx, device.id)
}
