import type { Actor } from '#lib/auth/actor.ts'
import type { AppPackage, Device, Install } from '#lib/server/generated/client.ts'
import type { Transaction } from '#lib/server/prisma.ts'
import type { RequiredWish } from './find-wishes.ts'
import type { InstallCause } from './install-cause.ts'
import { judgeRequirement, type RequirementVerdict } from './judge-requirement.ts'
import { moveInstall } from './move-install.ts'
import { lastNightOf } from './night.ts'
import { deadlineOf, parseState } from './states.ts'

type Place = Extract<RequirementVerdict, { to: string }>

const cause = { kind: 'policy', rule: 'required' } as const satisfies InstallCause

/**
 * Gives each app that is required of a Mac its row, in line or waiting for its person. Sends nothing yet.
 *
 * returns  when to look again because a failed or removed one is due then; null when nothing is planned
 */
export async function giveRequiredApps(
  tx: Transaction,
  actor: Actor,
  device: Device,
  wishes: readonly RequiredWish[],
  now: Date,
): Promise<Date | null> {
  const appIds = wishes.map(({ appId }) => appId)
  const apps = await tx.catalogApp.findMany({
    where: { id: { in: appIds } },
    select: { id: true, currentPackage: true },
  })
  const installs = await tx.install.findMany({ where: { deviceId: device.id, appId: { in: appIds } } })
  const turns: Date[] = []
  for (const { appId, essential } of wishes) {
    const current = apps.find(({ id }) => id === appId)?.currentPackage
    if (!current) continue
    const known = installs.find((install) => install.appId === appId) ?? null
    const standing = known && { ...known, state: parseState(known.state) }
    const verdict = judgeRequirement({ ...current, essential }, device, standing, now)
    if (!verdict) continue
    if ('again' in verdict) turns.push(verdict.again)
    else if (known) await lift(tx, actor, { device, current, known, place: verdict, now })
    else await add(tx, device, current, verdict.to, now)
  }
  return turns.sort((a, b) => a.getTime() - b.getTime())[0] ?? null
}

/** Another process may have added it a moment ago: then there is nothing to add. */
async function add(
  tx: Transaction,
  device: Device,
  { id: packageId, appId }: AppPackage,
  state: Place['to'],
  now: Date,
): Promise<void> {
  if (!appId) return
  const [made] = await tx.install.createManyAndReturn({
    data: {
      deviceId: device.id,
      appId,
      packageId,
      personId: device.ownerId,
      origin: 'requirement',
      state,
      stateSince: now,
    },
    select: { id: true },
    skipDuplicates: true,
  })
  if (!made) return
  await tx.install.update({ where: { id: made.id }, data: { deadlineAt: endOf(state, made.id, now) } })
  await tx.installEvent.create({ data: { installId: made.id, toState: state, cause, at: now } })
}

interface Lift {
  device: Device
  current: AppPackage
  known: Install
  place: Place
  now: Date
}

/** What a person asked for, called off or removed, or what failed, becomes what their group requires. */
async function lift(tx: Transaction, actor: Actor, { device, current, known, place, now }: Lift) {
  const moved = await moveInstall(tx, actor, known.id, {
    to: place.to,
    cause: place.restarted ? { kind: 'restart' } : cause,
    set: {
      origin: 'requirement',
      personId: device.ownerId,
      packageId: current.id,
      deadlineAt: endOf(place.to, known.id, now),
    },
    now,
  })
  if (moved !== 'requested') return
  await tx.request.updateMany({
    where: { installId: known.id, status: 'waiting' },
    data: { status: 'approved', decidedAt: now },
  })
}

function endOf(state: Place['to'], installId: string, now: Date): Date | null {
  return state === 'waiting_for_person' ? lastNightOf(installId, now) : deadlineOf(state, now)
}
