import { z } from 'zod'
import { type Actor, hasRole, type PersonActor } from '#lib/auth/actor.ts'
import { prisma } from '#lib/server/prisma.ts'
import { type InstallCause, installCause } from './install-cause.ts'
import { type InstallView, installParts, viewInstalls } from './install-view.ts'
import { judgeTarget, type TargetDenial } from './policy.ts'
import { type InstallState, parseState } from './states.ts'

const isUuid = (value: string) => z.uuid().safeParse(value).success

/** What a person asked for and what became of it, the latest first. */
export async function listMyInstalls(actor: PersonActor): Promise<InstallView[]> {
  const rows = await prisma().install.findMany({
    where: { personId: actor.id },
    include: installParts,
    orderBy: [{ stateSince: 'desc' }, { id: 'desc' }],
    take: 200,
  })
  return viewInstalls(actor, rows)
}

/** Everything installed or on its way on one Mac: for its owner and the helpdesk. */
export async function listInstallsOfDevice(actor: Actor, deviceId: string): Promise<InstallView[]> {
  if (!isUuid(deviceId)) return []
  const rows = await prisma().install.findMany({
    where: { deviceId, ...ownOnly(actor) },
    include: installParts,
    orderBy: [{ stateSince: 'desc' }, { id: 'desc' }],
    take: 200,
  })
  return viewInstalls(actor, rows)
}

export interface InstallStep {
  id: string
  at: Date
  from: InstallState | null
  to: InstallState
  cause: InstallCause | null
}

/**
 * One install with the whole of its history; who has the Mac from another gets what happened since. Not there and not
 * yours look alike.
 */
export async function getInstall(
  actor: Actor,
  id: string,
): Promise<(InstallView & { steps: InstallStep[] }) | null> {
  if (!isUuid(id)) return null
  const row = await prisma().install.findFirst({
    where: { id, ...ownOnly(actor) },
    include: { ...installParts, events: { orderBy: [{ at: 'asc' }, { id: 'asc' }], take: 500 } },
  })
  if (!row) return null
  const [view] = await viewInstalls(actor, [row])
  const isOwners = row.device.ownerId === actor.id && !hasRole(actor, 'helpdesk')
  const since = (isOwners && row.device.heldSince) || new Date(0)
  const told = row.events.filter(({ at }) => at >= since)
  const steps = told.map((event) => ({
    id: event.id,
    at: event.at,
    from: event.fromState === null ? null : parseState(event.fromState),
    to: parseState(event.toState),
    cause: installCause.safeParse(event.cause).data ?? null,
  }))
  return view ? { ...view, steps } : null
}

export interface AppTarget {
  device: { id: string; name: string; modelName: string; osVersion: string | null; enrollmentType: string }
  /** Why this Mac cannot have the app; null when it can. */
  denial: TargetDenial | 'mac_to_leave' | null
  install: InstallView | null
}

/** A person's own Macs as targets for an app: whether each can have it, and how it stands there. */
export async function listAppTargets(actor: PersonActor, appId: string): Promise<AppTarget[]> {
  if (!isUuid(appId)) return []
  const devices = await prisma().device.findMany({
    where: { ownerId: actor.id, status: 'enrolled' },
    include: { installs: { where: { appId }, include: installParts } },
    orderBy: [{ enrolledAt: 'desc' }],
  })
  const app = await prisma().catalogApp.findUnique({
    where: { id: appId },
    include: { currentPackage: { select: { minimumOsVersion: true } } },
  })
  const views = await viewInstalls(
    actor,
    devices.flatMap((device) => device.installs),
  )
  return devices.map((device) => {
    const { id, name, modelName, osVersion, enrollmentType } = device
    const install = views.find((view) => view.device.id === id) ?? null
    return {
      device: { id, name, modelName, osVersion, enrollmentType },
      denial: device.removalAskedAt
        ? ('mac_to_leave' as const)
        : judgeTarget(device, { minimumOsVersion: app?.currentPackage?.minimumOsVersion ?? null }),
      install: install?.person.id === actor.id || install?.state === 'installed' ? install : null,
    }
  })
}

function ownOnly(actor: Actor): { personId?: string } {
  if (hasRole(actor, 'helpdesk')) return {}
  // The system has no id and every role; a person who is neither helpdesk nor admin sees their own.
  return { personId: actor.id ?? '00000000-0000-0000-0000-000000000000' }
}
