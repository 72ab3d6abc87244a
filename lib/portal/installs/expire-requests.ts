import type { Actor } from '#lib/auth/actor.ts'
import { recordAudit } from '#lib/portal/audit/record-audit.ts'
import { eachAlone } from '#lib/server/each-alone.ts'
import { inTransaction, prisma, type Transaction } from '#lib/server/prisma.ts'
import { moveInstall } from './move-install.ts'

/** Ends requests that nobody answered in time. Returns how many. */
export async function expireRequests(actor: Actor, now: Date): Promise<number> {
  const due = await prisma().request.findMany({
    where: { status: 'waiting', expiresAt: { lte: now } },
    select: { id: true, installId: true },
    orderBy: { expiresAt: 'asc' },
    take: 200,
  })
  return eachAlone(due, 'expire requests', (request) =>
    inTransaction((tx) => expireOne(tx, actor, request, now)),
  )
}

async function expireOne(
  tx: Transaction,
  actor: Actor,
  { id, installId }: { id: string; installId: string },
  now: Date,
): Promise<boolean> {
  await tx.$queryRaw`SELECT id FROM install WHERE id = ${installId}::uuid FOR UPDATE`
  const { count } = await tx.request.updateMany({
    where: { id, status: 'waiting', expiresAt: { lte: now } },
    data: { status: 'expired', decidedAt: now },
  })
  if (count === 0) return false
  const { app } = await tx.request.findUniqueOrThrow({ where: { id }, select: { app: true } })
  await recordAudit(tx, actor, {
    action: 'request.expired',
    subject: { kind: 'request', id, label: app.name },
    detail: { installId },
  })
  await moveInstall(tx, actor, installId, {
    to: 'expired',
    cause: { kind: 'clock', after: 'requested' },
    failureCode: 'request_expired',
    now,
  })
  return true
}
