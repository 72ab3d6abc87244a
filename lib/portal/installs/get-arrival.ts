import { z } from 'zod'
import type { PersonActor } from '#lib/auth/actor.ts'
import { prisma } from '#lib/server/prisma.ts'
import { findWishes } from './find-wishes.ts'
import { type InstallView, installParts, viewInstalls } from './install-view.ts'

/** One app that a Mac is required to have. */
export interface ArrivingApp extends InstallView {
  essential: boolean
}

export interface Arrival {
  device: { id: string; name: string }
  apps: ArrivingApp[]
  /** Installed, and proven to be. */
  done: number
  total: number
  /** Zelf has yet to look at what this Mac needs; a second later it has. */
  settling: boolean
}

/** What a Mac's owner sees arriving: the apps that their groups require. null for anybody else. */
export async function getArrival(actor: PersonActor, deviceId: string): Promise<Arrival | null> {
  if (!z.uuid().safeParse(deviceId).success) return null
  const [arrival] = await find(actor, deviceId)
  return arrival ?? null
}

/** The same for each of a person's Macs, the one that was enrolled last first. */
export async function listArrivals(actor: PersonActor): Promise<Arrival[]> {
  return find(actor)
}

async function find(actor: PersonActor, id?: string): Promise<Arrival[]> {
  const devices = await prisma().device.findMany({
    where: { id, ownerId: actor.id, status: 'enrolled' },
    select: { id: true, name: true },
    orderBy: { enrolledAt: 'desc' },
  })
  const deviceId = { in: devices.map((device) => device.id) }
  const wishes = await findWishes(prisma(), deviceId.in)
  const essential = new Map(wishes.map((wish) => [keyOf(wish), wish.essential]))
  const rows = await prisma().install.findMany({
    where: { deviceId, appId: { in: wishes.map(({ appId }) => appId) } },
    include: installParts,
  })
  const views = await viewInstalls(
    actor,
    rows.filter((row) => essential.has(keyOf(row))),
  )
  const due = await prisma().requiredAppCheck.findMany({
    where: { deviceId, dueAt: { lte: new Date() } },
    select: { deviceId: true },
  })
  return devices.map((device) => {
    const own = views.filter((view) => view.device.id === device.id)
    const isEssential = ({ app }: InstallView) => essential.get(keyOf({ deviceId: device.id, appId: app.id }))
    const apps = own.map((view) => ({ ...view, essential: isEssential(view) ?? false })).sort(inOrder)
    const done = apps.filter((app) => app.state === 'installed').length
    const settling = due.some((check) => check.deviceId === device.id)
    return { device, apps, done, total: apps.length, settling }
  })
}

const keyOf = ({ deviceId, appId }: { deviceId: string; appId: string }) => `${deviceId} ${appId}`

/** As they come: essential ones first, then small ones. */
function inOrder(a: ArrivingApp, b: ArrivingApp): number {
  return (
    Number(b.essential) - Number(a.essential) ||
    a.package.sizeBytes - b.package.sizeBytes ||
    a.app.name.localeCompare(b.app.name)
  )
}
