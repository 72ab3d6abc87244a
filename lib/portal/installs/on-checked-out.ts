import { systemActor } from '#lib/auth/actor.ts'
import type { MdmEventRecord } from '#lib/mdm/server.ts'
import type { AppPackage } from '#lib/server/generated/client.ts'
import { mdmIn } from '#lib/server/mdm.ts'
import type { Transaction } from '#lib/server/prisma.ts'
import { findApp, readAppLists } from './app-lists.ts'
import { revokeLinks } from './download-links.ts'
import { moveInstall } from './move-install.ts'
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
  const wentAlong = await readManaged(tx, event.enrollmentId)
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

/**
 * Which apps macOS took away with the enrollment: those that the Mac last said it manages. A private enrollment manages
 * no app of a package, and a Mac that was let go without its answer has removed nothing that anybody knows of.
 */
async function readManaged(
  tx: Transaction,
  enrollmentId: string,
): Promise<(install: { package: AppPackage }) => boolean> {
  const device = await tx.device.findUniqueOrThrow({ where: { enrollmentId } })
  const told = await mdmIn(tx).inventory(enrollmentId, 'ManagedApplicationList')
  if (!told || device.enrollmentType === 'user' || device.leftUnanswered) return () => false
  const lists = readAppLists(told.data, null)
  return (install) => findApp(lists, install.package).managedStatus === 'Managed'
}
