import { systemActor } from '#lib/auth/actor.ts'
import type { MdmEventRecord } from '#lib/mdm/server.ts'
import type { Transaction } from '#lib/server/prisma.ts'
import { revokeLinks } from './download-links.ts'
import { moveInstall } from './move-install.ts'
import { isOneOf, onItsWay, parseState, required } from './states.ts'

/**
 * A Mac left. What was on its way has failed, open requests for it end, and apps that came with the enrollment went
 * with it (ManagementFlags 1).
 */
export async function onCheckedOut(tx: Transaction, event: MdmEventRecord): Promise<void> {
  const actor = systemActor('mdm')
  const cause = { kind: 'enrollment' as const, what: 'checked_out' as const, eventId: String(event.id) }
  const installs = await tx.install.findMany({
    where: {
      device: { enrollmentId: event.enrollmentId },
      state: { in: ['requested', 'approved', ...required, ...onItsWay, 'installed'] },
    },
    orderBy: { id: 'asc' },
  })
  for (const install of installs) {
    const state = parseState(install.state)
    await revokeLinks(tx, install.id)
    if (state === 'installed') {
      await moveInstall(tx, actor, install.id, { to: 'removed', cause })
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
