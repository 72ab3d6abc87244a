import type { Actor } from '#lib/auth/actor.ts'
import type { Device, Install } from '#lib/server/generated/client.ts'
import { mdmIn } from '#lib/server/mdm.ts'
import type { Transaction } from '#lib/server/prisma.ts'
import { revokeLinks } from './download-links.ts'
import type { RequiredWish } from './find-wishes.ts'
import { moveInstall } from './move-install.ts'
import { withdrawable } from './states.ts'

/**
 * Ends what was required of a Mac and is not any more, or was of an earlier owner, as long as the Mac has not taken it.
 * What it has, or is at work on, stays.
 */
export async function withdrawInstalls(
  tx: Transaction,
  actor: Actor,
  device: Device,
  wishes: readonly RequiredWish[],
): Promise<void> {
  const wished = new Set(wishes.map(({ appId }) => appId))
  const installs = await tx.install.findMany({
    where: {
      deviceId: device.id,
      origin: 'requirement',
      state: { in: [...withdrawable] },
      OR: [{ appId: { notIn: [...wished] } }, { personId: { not: device.ownerId } }],
    },
    orderBy: { id: 'asc' },
  })
  for (const install of installs) {
    if (!(await takeBack(tx, install))) continue
    await revokeLinks(tx, install.id)
    const cause = { kind: 'policy', rule: 'not_required' } as const
    await moveInstall(tx, actor, install.id, { to: 'cancelled', cause })
  }
}

/** false when the Mac was sent the command and may carry it out: then its answer decides. */
async function takeBack(tx: Transaction, { commandId }: Install): Promise<boolean> {
  if (!commandId || (await mdmIn(tx).cancel(commandId))) return true
  return (await mdmIn(tx).commandState(commandId))?.status !== 'sent'
}
