import type { PersonActor } from '#lib/auth/actor.ts'
import { mdmIn } from '#lib/server/mdm.ts'
import type { Transaction } from '#lib/server/prisma.ts'
import { revokeLinks } from './download-links.ts'
import { moveInstall } from './move-install.ts'
import { type InstallState, isOneOf, onItsWay, parseState } from './states.ts'

/** The Mac has heard nothing of these. */
const beforeTheMac: InstallState[] = ['requested', 'approved', 'in_line', 'waiting_for_person']

/**
 * A Mac has been handed over: what its earlier owner waited for on it ends, and what is installed is the new owner's.
 * What they asked for stays theirs.
 */
export async function endEarlierOwner(tx: Transaction, actor: PersonActor, deviceId: string): Promise<void> {
  const { ownerId } = await tx.device.findUniqueOrThrow({ where: { id: deviceId } })
  const installs = await tx.install.findMany({
    where: { deviceId, personId: { not: ownerId } },
    orderBy: { id: 'asc' },
  })
  const cause = { kind: 'person' as const, personId: actor.id, name: actor.name }
  for (const install of installs) {
    const state = parseState(install.state)
    if (state === 'installed') {
      await tx.install.update({ where: { id: install.id }, data: { personId: ownerId } })
    } else if (isOneOf(state, beforeTheMac)) {
      await tx.request.updateMany({
        where: { installId: install.id, status: 'waiting' },
        data: { status: 'cancelled', decidedAt: new Date() },
      })
      await moveInstall(tx, actor, install.id, { to: 'cancelled', cause, failureCode: 'mac_left' })
    } else if (isOneOf(state, onItsWay)) {
      if (install.commandId) await mdmIn(tx).giveUp(install.commandId)
      await revokeLinks(tx, install.id)
      await moveInstall(tx, actor, install.id, {
        to: 'failed',
        cause,
        failureCode: 'mac_left',
        failureDetail: { from: state },
      })
    }
  }
}
