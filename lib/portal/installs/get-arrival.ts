import { z } from 'zod'
import type { PersonActor } from '#lib/auth/actor.ts'
import { prisma } from '#lib/server/prisma.ts'
import type { DescribedInstall } from './describe-install.ts'
import { findWishes } from './find-wishes.ts'
import { type InstallView, installParts, viewInstalls } from './install-view.ts'
import { isLargePackage } from './large-package.ts'
import type { StartTime } from './start-choice.ts'
import type { InstallState } from './states.ts'

/** One app that a Mac is required to have, as its arrival page shows it. */
export interface ArrivingApp {
  installId: string
  slug: string
  name: string
  iconUrl: string | null
  essential: boolean
  large: boolean
  sizeBytes: number
  state: InstallState
  /** The titles, sentences, phases and percentage of lib/portal/installs/describe-install.ts. */
  look: DescribedInstall
  /** The whole install, for sentences that name its Mac and its times. */
  install: InstallView
  /** Its person may say when it starts (chooseStart). */
  choosable: boolean
  choice: StartTime | null
  /** When it starts by itself, or by choice; null when that is not up to the clock. */
  startsAt: Date | null
}

export interface Arrival {
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
  const device = await prisma().device.findFirst({
    where: { id: deviceId, ownerId: actor.id, status: 'enrolled' },
    select: { id: true },
  })
  if (!device) return null
  const wishes = await findWishes(prisma(), [deviceId])
  const essential = new Map(wishes.map((wish) => [wish.appId, wish.essential]))
  const rows = await prisma().install.findMany({
    where: { deviceId, appId: { in: [...essential.keys()] } },
    include: installParts,
  })
  const views = await viewInstalls(actor, rows)
  const apps = views.map((view) => arriving(view, essential.get(view.app.id) ?? false)).sort(inOrder)
  const due = await prisma().requiredAppCheck.findFirst({
    where: { deviceId, dueAt: { lte: new Date() } },
    select: { id: true },
  })
  const done = apps.filter((app) => app.state === 'installed').length
  return { apps, done, total: apps.length, settling: due !== null }
}

function arriving(install: InstallView, essential: boolean): ArrivingApp {
  const { state, look, choice, startsAt } = install
  const { sizeBytes } = install.package
  return {
    installId: install.id,
    slug: install.app.slug,
    name: install.app.name,
    iconUrl: install.app.iconUrl,
    essential,
    large: isLargePackage(sizeBytes),
    sizeBytes,
    state,
    look,
    install,
    choosable: state === 'waiting_for_person',
    choice,
    startsAt,
  }
}

/** As they come: essential ones first, then small ones. */
function inOrder(a: ArrivingApp, b: ArrivingApp): number {
  return (
    Number(b.essential) - Number(a.essential) || a.sizeBytes - b.sizeBytes || a.name.localeCompare(b.name)
  )
}
