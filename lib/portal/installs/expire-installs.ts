import type { Actor } from '#lib/auth/actor.ts'
import { eachAlone } from '#lib/server/each-alone.ts'
import type { Device, Install } from '#lib/server/generated/client.ts'
import { mdm, mdmIn } from '#lib/server/mdm.ts'
import { inTransaction, prisma, type Transaction } from '#lib/server/prisma.ts'
import { advanceLine } from './advance-line.ts'
import { revokeLinks } from './download-links.ts'
import type { FailureCode } from './failure-code.ts'
import type { InstallCause } from './install-cause.ts'
import { moveInstall } from './move-install.ts'
import { lastNightOf } from './night.ts'
import { startInstall } from './start-install.ts'
import { parseState, ruleOf } from './states.ts'

/** Ends every state that has lasted too long, as the table says. Returns how many installs moved. */
export async function expireInstalls(actor: Actor, now: Date): Promise<number> {
  const due = await prisma().install.findMany({
    where: { deadlineAt: { lte: now }, state: { not: 'requested' } },
    orderBy: { deadlineAt: 'asc' },
    select: { id: true },
    take: 500,
  })
  if (due.length === 0) return 0
  const pushWorks = (await mdm().pushStatus()).state === 'ready'
  return eachAlone(due, 'expire installs', ({ id }) =>
    inTransaction((tx) => expireOne(tx, actor, id, { now, pushWorks })),
  )
}

interface Turn {
  now: Date
  pushWorks: boolean
}

async function expireOne(
  tx: Transaction,
  actor: Actor,
  id: string,
  { now, pushWorks }: Turn,
): Promise<boolean> {
  await tx.$queryRaw`SELECT id FROM install WHERE id = ${id}::uuid FOR UPDATE`
  const install = await tx.install.findFirst({
    where: { id, deadlineAt: { lte: now } },
    include: { device: true },
  })
  if (!install) return false
  const state = parseState(install.state)
  const { onTimeout } = ruleOf(state)
  if (onTimeout === null || onTimeout === 'expire') return false
  if (onTimeout === 'line') {
    const early = install.startAtRestart && now < lastNightOf(id, install.stateSince)
    const cause: InstallCause = early ? { kind: 'restart' } : { kind: 'clock', after: state }
    await moveInstall(tx, actor, id, { to: 'in_line', cause, now })
    await advanceLine(tx, actor, install.device, now)
    return true
  }
  if (onTimeout === 'start') {
    await startInstall(tx, actor, id, { kind: 'clock', after: state })
    return true
  }
  const failureCode = await nameFailure(tx, onTimeout, install, pushWorks)
  const moved = await moveInstall(tx, actor, id, {
    to: 'failed',
    cause: { kind: 'clock', after: state },
    failureCode,
    failureDetail: { from: state, downloadedBytes: Number(install.downloadedBytes) },
    now,
  })
  if (moved && (failureCode === 'mac_offline' || failureCode === 'mac_busy' || failureCode === 'no_push')) {
    await giveUpSending(tx, install)
  }
  return moved !== null
}

/** A Mac that could not be woken was not necessarily offline. */
async function nameFailure(
  tx: Transaction,
  code: FailureCode,
  install: Install & { device: Device },
  pushWorks: boolean,
): Promise<FailureCode> {
  if (code !== 'mac_offline') return code
  if (!pushWorks) return 'no_push'
  const enrollment = await mdmIn(tx).enrollment(install.device.enrollmentId)
  return enrollment?.pushFailure ? 'no_push' : code
}

async function giveUpSending(tx: Transaction, install: Install): Promise<void> {
  if (install.commandId) await mdmIn(tx).cancel(install.commandId)
  await revokeLinks(tx, install.id)
}
