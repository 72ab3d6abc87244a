import type { Actor } from '#lib/auth/actor.ts'
import { eachAlone } from '#lib/server/each-alone.ts'
import { inTransaction, prisma, type Transaction } from '#lib/server/prisma.ts'
import { advanceLine } from './advance-line.ts'
import { findWishes } from './find-wishes.ts'
import { giveRequiredApps } from './give-required-apps.ts'
import { withdrawInstalls } from './withdraw-installs.ts'

const batch = 100
const laterMs = 10 * 60 * 1000

/**
 * Brings Macs on which something changed nearer to what their people's groups require: what is missing gets a row, what
 * is no longer required and was not sent ends, and what is next in line is sent. Each Mac is one transaction, so that a
 * crash loses nothing and one Mac that cannot be dealt with holds up no other. Several processes may do it at once.
 *
 * returns  true when there may be more
 */
export async function settleRequiredApps(actor: Actor, now: Date): Promise<boolean> {
  const due = await prisma().requiredAppCheck.findMany({
    where: { dueAt: { lte: now } },
    orderBy: [{ dueAt: 'asc' }, { id: 'asc' }],
    select: { deviceId: true },
    take: batch,
  })
  const deviceIds = [...new Set(due.map(({ deviceId }) => deviceId))]
  await eachAlone(deviceIds, 'settle required apps', (deviceId) =>
    inTransaction((tx) => settle(tx, actor, deviceId, now)).catch(async (error: unknown) => {
      await postpone(deviceId, now)
      throw error
    }),
  )
  return due.length === batch
}

/** A Mac that another process is dealing with is left to it. */
async function settle(tx: Transaction, actor: Actor, deviceId: string, now: Date): Promise<boolean> {
  const taken = await tx.$executeRaw`
    DELETE FROM required_app_check WHERE id IN (
      SELECT id FROM required_app_check WHERE device_id = ${deviceId}::uuid AND due_at <= ${now}
      FOR UPDATE SKIP LOCKED)`
  const device = taken > 0 && (await tx.device.findUnique({ where: { id: deviceId } }))
  if (!device) return false
  const wishes = await findWishes(tx, [deviceId])
  await withdrawInstalls(tx, actor, device, wishes)
  const again = await giveRequiredApps(tx, actor, device, wishes, now)
  if (again) await lookAgain(tx, deviceId, now, again)
  await advanceLine(tx, actor, device, now)
  return true
}

/** Unless a look that is planned already comes before. */
async function lookAgain(tx: Transaction, deviceId: string, now: Date, dueAt: Date): Promise<void> {
  const planned = await tx.requiredAppCheck.findFirst({
    where: { deviceId, dueAt: { gt: now, lte: dueAt } },
    select: { id: true },
  })
  if (!planned) await tx.requiredAppCheck.create({ data: { deviceId, dueAt } })
}

async function postpone(deviceId: string, now: Date): Promise<void> {
  await prisma().requiredAppCheck.updateMany({
    where: { deviceId, dueAt: { lte: now } },
    data: { dueAt: new Date(now.getTime() + laterMs) },
  })
}
