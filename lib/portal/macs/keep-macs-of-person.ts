import type { Actor } from '#lib/auth/actor.ts'
import type { Transaction } from '#lib/server/prisma.ts'
import { holdDevice } from './hold-device.ts'
import { type ResumeMac, takeBackRemoval } from './take-back-removal.ts'

/**
 * Somebody is back: their Macs that were told to leave because of them stay, unless a Mac has fetched that already.
 * What they did to their Macs themselves, or the helpdesk did, goes on. The caller holds the person's row.
 */
export async function keepMacsOfPerson(
  tx: Transaction,
  actor: Actor,
  personId: string,
  resume: ResumeMac,
): Promise<void> {
  const leaving = await tx.device.findMany({
    where: { ownerId: personId, removalHow: 'offboarded', removalAskedAt: { not: null } },
    orderBy: { id: 'asc' },
    select: { id: true },
  })
  for (const { id } of leaving) {
    const device = await holdDevice(tx, id)
    if (device?.removalHow === 'offboarded') await takeBackRemoval(tx, actor, device, resume)
  }
}
