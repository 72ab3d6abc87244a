import { z } from 'zod'
import { type Actor, hasRole, type PersonActor } from '#lib/auth/actor.ts'
import { ForbiddenError } from '#lib/auth/forbidden-error.ts'
import { canDo } from '#lib/mdm/protocol/capability.ts'
import type { Device, DeviceAction, DeviceEvent } from '#lib/server/generated/client.ts'
import { prisma } from '#lib/server/prisma.ts'
import { type Health, judgeHealth } from './health.ts'
import { type InstalledApp, readInstalledApps } from './read-installed-apps.ts'
import { readInventory } from './read-inventory.ts'

export interface Mac extends Device {
  ownerName: string
  ownerEmail: string
  lastSeenAt: Date | null
  health: Health
}

interface Contact {
  lastSeenAt: Date | null
}

async function withContact(devices: (Device & { owner: { name: string; email: string } })[]): Promise<Mac[]> {
  const rows = await prisma().mdmEnrollment.findMany({
    where: { id: { in: devices.map((device) => device.enrollmentId) } },
    select: { id: true, lastSeenAt: true },
  })
  const contacts = new Map<string, Contact>(rows.map((row) => [row.id, row]))
  const now = new Date()
  return devices.map(({ owner, ...device }) => {
    const lastSeenAt = contacts.get(device.enrollmentId)?.lastSeenAt ?? null
    return {
      ...device,
      ownerName: owner.name,
      ownerEmail: owner.email,
      lastSeenAt,
      health: judgeHealth({ ...device, lastSeenAt }, now),
    }
  })
}

const isUuid = (value: string) => z.uuid().safeParse(value).success

const withOwner = { owner: { select: { name: true, email: true } } } as const

/** The actor's own Macs: those enrolled first, then those that left, newest first. */
export async function listMyMacs(actor: PersonActor): Promise<Mac[]> {
  return listMacsOf(actor.id)
}

async function listMacsOf(ownerId: string): Promise<Mac[]> {
  const devices = await prisma().device.findMany({
    where: { ownerId },
    include: withOwner,
    orderBy: [{ status: 'asc' }, { enrolledAt: 'desc' }],
    take: 50,
  })
  return withContact(devices)
}

/** Somebody's Macs, in the order of their own list. Helpdesk only. */
export async function listMacsOfPerson(actor: Actor, personId: string): Promise<Mac[]> {
  if (!hasRole(actor, 'helpdesk')) throw new ForbiddenError()
  return listMacsOf(personId)
}

/** A Mac that is the actor's own, or any for helpdesk; null when it is not there or not theirs. */
export async function getMac(actor: Actor, id: string): Promise<Mac | null> {
  if (!isUuid(id)) return null
  const device = await prisma().device.findUnique({ where: { id }, include: withOwner })
  if (!device || (device.ownerId !== actor.id && !hasRole(actor, 'helpdesk'))) return null
  return (await withContact([device]))[0] ?? null
}

/**
 * What happened to a Mac, newest first. Same rule as getMac; and who has it from another is told what happened since,
 * and not from whom.
 */
export async function listMacEvents(actor: Actor, deviceId: string, limit = 50): Promise<DeviceEvent[]> {
  const mac = await getMac(actor, deviceId)
  if (!mac) return []
  const toldAll = hasRole(actor, 'helpdesk')
  const since = toldAll ? null : mac.heldSince
  const events = await prisma().deviceEvent.findMany({
    where: { deviceId, ...(since && { at: { gte: since } }) },
    orderBy: { at: 'desc' },
    take: limit,
  })
  return events.map((event) => (event.kind === 'handed_over' && !toldAll ? { ...event, data: {} } : event))
}

export type ShownAction = Omit<DeviceAction, 'sealedPin'> & { actorName: string; hasPin: boolean }

/** What helpdesk did to a Mac, newest first, without the PINs. */
export async function listMacActions(actor: Actor, deviceId: string, limit = 20): Promise<ShownAction[]> {
  if (!hasRole(actor, 'helpdesk')) throw new ForbiddenError()
  const actions = await prisma().deviceAction.findMany({
    where: { deviceId },
    orderBy: { createdAt: 'desc' },
    take: limit,
  })
  const names = await actorNames(actions)
  const commands = await commandStates(actions)
  return actions.map(({ sealedPin, ...action }) => ({
    ...action,
    state: action.endedAt ? action.state : openState(action, commands),
    actorName: names.get(action.actorId) ?? '',
    hasPin: sealedPin !== null,
  }))
}

/** Who acted, by id: people, and programs by the name of their token. */
async function actorNames(actions: DeviceAction[]): Promise<Map<string, string>> {
  const wanted = {
    where: { id: { in: actions.map((action) => action.actorId) } },
    select: { id: true, name: true },
  }
  const found = await Promise.all([prisma().person.findMany(wanted), prisma().apiToken.findMany(wanted)])
  return new Map(found.flat().map(({ id, name }) => [id, name]))
}

/** How the commands that a Mac has not answered yet stand, by their UUIDs. */
async function commandStates(actions: DeviceAction[]): Promise<Map<string, string>> {
  const open = actions.filter((action) => !action.endedAt).flatMap((action) => action.commandIds)
  const rows = await prisma().mdmCommand.findMany({
    where: { id: { in: open } },
    select: { id: true, status: true },
  })
  return new Map(rows.map((row) => [row.id, row.status]))
}

/** The Mac fetches a command without anybody being told, so whether it has is looked up and not remembered. */
function openState(
  action: Pick<DeviceAction, 'state' | 'commandIds'>,
  commands: Map<string, string>,
): string {
  const states = action.commandIds.map((id) => commands.get(id))
  if (states.includes('sent')) return 'sent'
  return states.includes('not_now') ? 'busy' : action.state
}

/** The apps that a Mac last reported. Empty where its enrollment may not tell, whatever came, or nothing came yet. */
export async function listMacApps(actor: Actor, deviceId: string): Promise<InstalledApp[]> {
  const mac = await getMac(actor, deviceId)
  if (!mac) return []
  const enrollmentType = mac.enrollmentType as 'device' | 'user' | 'automated'
  if (!canDo({ enrollmentType, accessRights: mac.accessRights }, 'inventory').allowed) return []
  return readInstalledApps(await readInventory(actor, mac, 'InstalledApplicationList'))
}
