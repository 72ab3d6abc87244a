import type { Actor } from '#lib/auth/actor.ts'
import { recordAudit } from '#lib/portal/audit/record-audit.ts'
import { Prisma } from '#lib/server/generated/client.ts'
import { log } from '#lib/server/log.ts'
import type { Transaction } from '#lib/server/prisma.ts'
import { nextCheckAfter } from './check-schedule.ts'
import type { FailureCode } from './failure-code.ts'
import type { InstallCause } from './install-cause.ts'
import { canMove, deadlineOf, type InstallState, parseState } from './states.ts'

export interface Move {
  to: InstallState
  cause: InstallCause
  failureCode?: FailureCode
  failureDetail?: Prisma.InputJsonObject
  /** Other columns that change with it. */
  set?: Pick<
    Prisma.InstallUncheckedUpdateInput,
    'attempt' | 'commandId' | 'packageId' | 'personId' | 'downloadedBytes' | 'deadlineAt' | 'origin'
  >
  now?: Date
}

/** Steps on the way that the Mac takes by itself; the install's own events keep them. */
const notAudited: readonly InstallState[] = [
  'sent',
  'mac_busy',
  'asked_on_mac',
  'downloading',
  'installing',
  'verifying',
]

/** Here a required app may be due again, or the next in line may be sent. */
const settling: readonly InstallState[] = [
  'installed',
  'failed',
  'removed',
  'cancelled',
  'declined',
  'expired',
  'asked_on_mac',
  'declined_on_mac',
]

/**
 * Moves an install to another state: the row is locked, the move checked against the table, and row, event and audit
 * entry are written together.
 *
 * returns  the state it was in; or null when the table forbids the move: a late or doubled report changes nothing and
 *          is only logged, so that no Mac and no job is ever stopped by one.
 */
export async function moveInstall(
  tx: Transaction,
  actor: Actor,
  installId: string,
  move: Move,
): Promise<InstallState | null> {
  const rows = await tx.$queryRaw<{ state: string }[]>`
    SELECT state FROM install WHERE id = ${installId}::uuid FOR UPDATE`
  const from = rows[0] ? parseState(rows[0].state) : null
  if (from === null || !canMove(from, move.to)) {
    log.info({ installId, from, to: move.to, cause: move.cause }, 'an install was not moved')
    return null
  }
  const now = move.now ?? new Date()
  await tx.install.update({
    where: { id: installId },
    data: {
      state: move.to,
      stateSince: now,
      deadlineAt: deadlineOf(move.to, now),
      checkAt: nextCheckAfter(move.to, now, now),
      failureCode: move.failureCode ?? null,
      failureDetail: move.failureDetail ?? Prisma.DbNull,
      startAfter: null,
      startAtRestart: false,
      restartBuild: null,
      ...move.set,
    },
  })
  await tx.installEvent.create({
    data: { installId, fromState: from, toState: move.to, cause: move.cause, at: now },
  })
  if (settling.includes(move.to)) await settleSoon(tx, installId)
  if (!notAudited.includes(move.to)) await auditMove(tx, actor, installId, from, move)
  return from
}

/** Has settle-required-apps.ts look at this Mac. */
async function settleSoon(tx: Transaction, installId: string): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO required_app_check (device_id)
    SELECT i.device_id FROM install i WHERE i.id = ${installId}::uuid
      AND (i.origin = 'requirement' OR EXISTS (SELECT FROM app_requirement r WHERE r.app_id = i.app_id))`
}

async function auditMove(
  tx: Transaction,
  actor: Actor,
  installId: string,
  from: InstallState,
  move: Move,
): Promise<void> {
  const { app, device } = await tx.install.findUniqueOrThrow({
    where: { id: installId },
    select: { app: { select: { name: true } }, device: { select: { id: true, name: true } } },
  })
  await recordAudit(tx, actor, {
    action: `install.${move.to}`,
    subject: { kind: 'install', id: installId, label: `${app.name} · ${device.name}` },
    detail: {
      from,
      cause: move.cause.kind,
      deviceId: device.id,
      failureCode: move.failureCode ?? null,
      ...('reason' in move.cause && move.cause.reason ? { reason: move.cause.reason } : {}),
    },
  })
}
