import type { Actor } from '#lib/auth/actor.ts'
import { canDo } from '#lib/mdm/protocol/capability.ts'
import type { Device } from '#lib/server/generated/client.ts'
import { mdmIn } from '#lib/server/mdm.ts'
import type { Transaction } from '#lib/server/prisma.ts'
import { type AppLists, findApp, readAppLists } from './app-lists.ts'
import { chooseNext } from './choose-next.ts'
import { findWishes } from './find-wishes.ts'
import { isLargePackage } from './large-package.ts'
import { moveInstall } from './move-install.ts'
import { parseEnrollmentType } from './policy.ts'
import { startInstall } from './start-install.ts'
import { onItsWay } from './states.ts'

const firstListMs = 60_000
/** One that waits for an answer of the person at the Mac does not hold up the others. */
const working = onItsWay.filter((state) => state !== 'asked_on_mac')

/**
 * Sends what is next in a Mac's line of required apps. It is asked again whether each is still required: a person may
 * have left the group since. What the Mac has already, in this version or a later one, is not sent. The rows of the line
 * are locked, so two that advance it at once send each app once.
 */
export async function advanceLine(tx: Transaction, actor: Actor, device: Device, now: Date): Promise<void> {
  const line = await lockLine(tx, device.id)
  if (line.length === 0) return
  const lists = await readLists(tx, device)
  if (!lists.installed && (await awaitsFirstList(tx, device, now))) return
  const wishes = new Map((await findWishes(tx, [device.id])).map((wish) => [wish.appId, wish]))
  const isEssential = (appId: string) => wishes.get(appId)?.essential ?? false
  const waiting: typeof line = []
  for (const row of line) {
    const { version, upToDate } = findApp(lists, row.package)
    const report = { kind: 'report', list: 'InstalledApplicationList', version } as const
    if (upToDate) await moveInstall(tx, actor, row.id, { to: 'installed', cause: report, now })
    else if (wishes.has(row.appId)) waiting.push(row)
    else {
      const cause = { kind: 'policy', rule: 'not_required' } as const
      await moveInstall(tx, actor, row.id, { to: 'cancelled', cause, now })
    }
  }
  const underWay = await tx.install.findMany({
    where: { deviceId: device.id, origin: 'requirement', state: { in: working } },
    select: { appId: true, package: { select: { sizeBytes: true } } },
  })
  const ranked = (row: (typeof underWay)[number]) => ({
    essential: isEssential(row.appId),
    large: isLargePackage(row.package.sizeBytes),
    sizeBytes: row.package.sizeBytes,
  })
  const next = chooseNext(
    waiting.map((row) => ({ id: row.id, ...ranked(row) })),
    underWay.map(ranked),
  )
  for (const id of next) await startInstall(tx, actor, id, { kind: 'policy', rule: 'required' })
}

async function lockLine(tx: Transaction, deviceId: string) {
  const locked = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM install WHERE device_id = ${deviceId}::uuid AND state = 'in_line' ORDER BY id FOR UPDATE`
  const rows = await tx.install.findMany({
    where: { id: { in: locked.map(({ id }) => id) } },
    select: { id: true, appId: true, package: true, app: { select: { currentPackage: true } } },
  })
  return rows.map(({ id, appId, app, ...row }) => ({ id, appId, package: app.currentPackage ?? row.package }))
}

/** What the Mac said of its apps since it enrolled; of before, it may have been erased since. */
async function readLists(tx: Transaction, device: Device): Promise<AppLists> {
  const found = await mdmIn(tx).inventory(device.enrollmentId, 'InstalledApplicationList')
  return readAppLists(null, found && found.collectedAt >= device.enrolledAt ? found.data : null)
}

/**
 * A Mac that has just enrolled is about to say which apps it has. It is waited for, a minute at the most: an older
 * version would otherwise take the place of a newer one that the person has.
 */
async function awaitsFirstList(tx: Transaction, device: Device, now: Date): Promise<boolean> {
  const enrollmentType = parseEnrollmentType(device.enrollmentType)
  const mac = { enrollmentType, accessRights: device.accessRights }
  if (!canDo(mac, 'inventory').allowed) return false
  const dueAt = new Date(device.enrolledAt.getTime() + firstListMs)
  if (dueAt <= now) return false
  await tx.requiredAppCheck.create({ data: { deviceId: device.id, dueAt } })
  return true
}
