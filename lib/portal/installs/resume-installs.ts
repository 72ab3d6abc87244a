import type { Actor } from '#lib/auth/actor.ts'
import { mdmIn } from '#lib/server/mdm.ts'
import type { Transaction } from '#lib/server/prisma.ts'
import { startInstall } from './start-install.ts'

/**
 * A Mac that was leaving, or counted as gone, stays: what was taken back for that is sent again, and what was refused
 * meanwhile because of it. Runs once the Mac's row says that it stays.
 */
export async function resumeInstalls(tx: Transaction, actor: Actor, deviceId: string): Promise<void> {
  const device = await tx.device.findUniqueOrThrow({ where: { id: deviceId } })
  const installs = await tx.install.findMany({
    where: {
      deviceId,
      personId: device.ownerId,
      OR: [{ state: { in: ['waiting_for_mac', 'mac_busy'] } }, { state: 'failed', failureCode: 'mac_left' }],
    },
    orderBy: { id: 'asc' },
  })
  for (const { id, state, commandId } of installs) {
    const command = commandId && (await mdmIn(tx).commandState(commandId))
    if (state === 'failed' || (command && command.status === 'cancelled')) {
      await startInstall(tx, actor, id, { kind: 'mac_stays' })
    }
  }
}
