import type { Actor } from '#lib/auth/actor.ts'
import type { Transaction } from '#lib/server/prisma.ts'
import { chooseNext, type InLine } from './choose-next.ts'
import { findWishes } from './find-wishes.ts'
import { isLargePackage } from './large-package.ts'
import { moveInstall } from './move-install.ts'
import { startInstall } from './start-install.ts'
import { onItsWay } from './states.ts'

/**
 * Sends what is next in a Mac's line of required apps. It is asked again whether each is still required: a person may
 * have left the group since. The rows of the line are locked, so two that advance it at once send each app once.
 */
export async function advanceLine(tx: Transaction, actor: Actor, deviceId: string): Promise<number> {
  const line = await lockLine(tx, deviceId)
  if (line.length === 0) return 0
  const wishes = new Map((await findWishes(tx, [deviceId])).map((wish) => [wish.appId, wish]))
  const underWay = await tx.install.findMany({
    where: { deviceId, origin: 'requirement', state: { in: working } },
    select: { id: true, appId: true, package: { select: { sizeBytes: true } } },
  })
  const essential = (appId: string) => wishes.get(appId)?.essential ?? false
  const waiting = line.filter(({ appId }) => wishes.has(appId))
  const next = chooseNext(
    waiting.map((row) => ({ ...row, essential: essential(row.appId) })),
    underWay.map((row) => ({
      large: isLargePackage(row.package.sizeBytes),
      essential: essential(row.appId),
    })),
  )
  for (const id of next) await startInstall(tx, actor, id, { kind: 'policy', rule: 'required' })
  for (const gone of line.filter(({ appId }) => !wishes.has(appId))) {
    await moveInstall(tx, actor, gone.id, {
      to: 'cancelled',
      cause: { kind: 'policy', rule: 'not_required' },
    })
  }
  return next.length
}

/** One that waits for an answer of the person at the Mac does not hold up the others. */
const working = onItsWay.filter((state) => state !== 'asked_on_mac')

async function lockLine(tx: Transaction, deviceId: string): Promise<Omit<InLine, 'essential'>[]> {
  const locked = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM install WHERE device_id = ${deviceId}::uuid AND state = 'in_line' ORDER BY id FOR UPDATE`
  const rows = await tx.install.findMany({
    where: { id: { in: locked.map(({ id }) => id) } },
    select: {
      id: true,
      appId: true,
      package: { select: { sizeBytes: true } },
      app: { select: { currentPackage: { select: { sizeBytes: true } } } },
    },
  })
  return rows.map((row) => {
    const { sizeBytes } = row.app.currentPackage ?? row.package
    return { id: row.id, appId: row.appId, sizeBytes, large: isLargePackage(sizeBytes) }
  })
}
