import { z } from 'zod'
import { type Actor, hasRole } from '#lib/auth/actor.ts'
import { mdm } from '#lib/server/mdm.ts'
import { prisma, sqlOf } from '#lib/server/prisma.ts'
import { readManaged } from './read-managed.ts'
import { onItsWay, required } from './states.ts'

export interface AppsOnLeaving {
  /** Names of the apps that macOS would take away with the enrollment. */
  go: string[]
  /** Names of those that it would leave on the Mac. */
  stay: string[]
  /** How many are on their way and would not come. */
  underWay: number
}

/** What would become of the apps on a Mac if it left now, for its owner and the helpdesk; null for anybody else. */
export async function listAppsOnLeaving(actor: Actor, deviceId: string): Promise<AppsOnLeaving | null> {
  if (!z.uuid().safeParse(deviceId).success) return null
  const device = await prisma().device.findUnique({ where: { id: deviceId } })
  if (!device || (device.ownerId !== actor.id && !hasRole(actor, 'helpdesk'))) return null
  const installs = await prisma().install.findMany({
    where: { deviceId, state: { in: ['installed', ...required, ...onItsWay] } },
    include: { package: true, app: { select: { name: true } } },
    orderBy: { app: { name: 'asc' } },
  })
  const goes = await readManaged(mdm().in(sqlOf(prisma())), device)
  const there = installs.filter(({ state }) => state === 'installed')
  const names = (wanted: boolean) =>
    there.filter((install) => goes(install) === wanted).map(({ app }) => app.name)
  return { go: names(true), stay: names(false), underWay: installs.length - there.length }
}
