import type { Actor } from '#lib/auth/actor.ts'
import { requireScope } from '#lib/auth/require-scope.ts'
import type { Prisma } from '#lib/server/generated/client.ts'
import { prisma } from '#lib/server/prisma.ts'
import type { ApiDevice, ApiDeviceList } from './resources.ts'
import type { DeviceListQuery } from './schema.ts'
import { type DeviceWithOwner, updateMoments, viewDevice } from './view-device.ts'

const withOwner = { owner: { select: { id: true, name: true, email: true } } } as const

async function viewAll(devices: DeviceWithOwner[]): Promise<ApiDevice[]> {
  const contacts = await prisma().mdmEnrollment.findMany({
    where: { id: { in: devices.map((device) => device.enrollmentId) } },
    select: { id: true, lastSeenAt: true, supervised: true },
  })
  const byId = new Map(contacts.map((contact) => [contact.id, contact]))
  return devices.map((device) => viewDevice(device, byId.get(device.enrollmentId)))
}

function conditions(query: DeviceListQuery): Prisma.DeviceWhereInput {
  const since = query.updatedSince ? { gte: new Date(query.updatedSince) } : undefined
  return {
    id: query.cursor ? { gt: query.cursor } : undefined,
    serialNumber: query.serialNumber?.toUpperCase(),
    owner: query.ownerEmail ? { email: query.ownerEmail.toLowerCase() } : undefined,
    status: query.status,
    OR: since ? updateMoments.map((name) => ({ [name]: since })) : undefined,
  }
}

/**
 * Macs a page at a time, in the order in which they first enrolled: ids grow with time and never change, so a Mac that
 * is there at the first page and at the last is told of exactly once.
 */
export async function listDevices(actor: Actor, query: DeviceListQuery): Promise<ApiDeviceList> {
  requireScope(actor, 'devices:read')
  const rows = await prisma().device.findMany({
    where: conditions(query),
    include: withOwner,
    orderBy: { id: 'asc' },
    take: query.limit + 1,
  })
  const shown = rows.slice(0, query.limit)
  return {
    devices: await viewAll(shown),
    next: rows.length > query.limit ? (shown.at(-1)?.id ?? null) : null,
  }
}
