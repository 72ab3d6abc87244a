import { systemActor } from '#lib/auth/actor.ts'
import type { MdmEventRecord } from '#lib/mdm/server.ts'
import type { Install } from '#lib/server/generated/client.ts'
import type { Transaction } from '#lib/server/prisma.ts'
import { revokeLinks } from './download-links.ts'
import { moveInstall } from './move-install.ts'
import { startInstall } from './start-install.ts'
import { onItsWay } from './states.ts'

/**
 * The same Mac enrolled again: its queue was emptied, so what was on its way then is sent anew, with new links and
 * under the approval of then. What belonged to an earlier owner ends instead.
 * Runs after the device row of lib/portal/macs is up to date. A doubled event sends nothing twice.
 */
export async function onEnrolled(tx: Transaction, event: MdmEventRecord): Promise<void> {
  const device = await tx.device.findUnique({ where: { enrollmentId: event.enrollmentId } })
  if (!device) return
  const installs = await tx.install.findMany({
    where: {
      deviceId: device.id,
      OR: [{ state: { in: [...onItsWay] } }, { state: 'failed', failureCode: 'mac_left', origin: 'person' }],
    },
    orderBy: { id: 'asc' },
  })
  for (const install of installs) {
    if (install.personId !== device.ownerId) await endEarlierOwners(tx, install, event)
    else if (!(await isDone(tx, install, event))) {
      await startInstall(tx, systemActor('enrollment'), install.id, causeOf(event))
    }
  }
}

function causeOf(event: MdmEventRecord) {
  return { kind: 'enrollment' as const, what: 'enrolled' as const, eventId: String(event.id) }
}

async function isDone(tx: Transaction, install: Install, event: MdmEventRecord): Promise<boolean> {
  const earlier = await tx.installEvent.findFirst({
    where: { installId: install.id, cause: { path: ['eventId'], equals: String(event.id) } },
    select: { id: true },
  })
  return earlier !== null
}

async function endEarlierOwners(tx: Transaction, install: Install, event: MdmEventRecord): Promise<void> {
  await revokeLinks(tx, install.id)
  await moveInstall(tx, systemActor('enrollment'), install.id, {
    to: 'failed',
    cause: causeOf(event),
    failureCode: 'mac_left',
  })
}
