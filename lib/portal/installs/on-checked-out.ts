import { systemActor } from '#lib/auth/actor.ts'
import type { MdmEventRecord } from '#lib/mdm/server.ts'
import { mdmIn } from '#lib/server/mdm.ts'
import type { Transaction } from '#lib/server/prisma.ts'
import { revokeLinks } from './download-links.ts'
import { moveInstall } from './move-install.ts'
import { readManaged } from './read-managed.ts'
import { isOneOf, onItsWay, parseState, required } from './states.ts'

/**
 * A Mac left. What was on its way has failed, open requests for it end, and of the apps that were installed those went
 * with the enrollment that macOS managed (ManagementFlags 1). Runs after the device row of lib/portal/macs says how.
 */
export async function onCheckedOut(tx: Transaction, event: MdmEventRecord): Promise<void> {
  const actor = systemActor('mdm')
  const cause = { kind: 'enrollment' as const, what: 'checked_out' as const, eventId: String(event.id) }
  const installs = await tx.install.findMany({
    where: {
      device: { enrollmentId: event.enrollmentId },
      state: { in: ['requested', 'approved', ...required, ...onItsWay, 'installed'] },
    },
    include: { package: true },
    orderBy: { id: 'asc' },
  })
  if (installs.length === 0) return
  const wentAlong = await readGone(tx, event.enrollmentId)
  for (const install of installs) {
    const state = parseState(install.state)
    await revokeLinks(tx, install.id)
    if (state === 'installed') {
      const to = wentAlong(install) ? 'removed' : 'unmanaged'
      await moveInstall(tx, actor, install.id, { to, cause })
    } else if (state === 'requested' || isOneOf(state, required)) {
      await tx.request.updateMany({
        where: { installId: install.id, status: 'waiting' },
        data: { status: 'cancelled', decidedAt: new Date() },
      })
      await moveInstall(tx, actor, install.id, { to: 'cancelled', cause, failureCode: 'mac_left' })
    } else {
      const failureDetail = { from: state }
      await moveInstall(tx, actor, install.id, {
        to: 'failed',
        cause,
        failureCode: 'mac_left',
        failureDetail,
      })
    }
  }
}

/** Which apps went: of a Mac that was let go without its answer, none that anybody knows of. */
async function readGone(tx: Transaction, enrollmentId: string): ReturnType<typeof readManaged> {
  const device = await tx.device.findUniqueOrThrow({ where: { enrollmentId } })
  return device.leftUnanswered ? () => false : readManaged(mdmIn(tx), device)
}
