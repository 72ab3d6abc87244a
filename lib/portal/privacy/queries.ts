import { z } from 'zod'
import { type Actor, hasRole, type PersonActor } from '#lib/auth/actor.ts'
import { prisma } from '#lib/server/prisma.ts'
import { derive, type Privacy } from './derive.ts'
import { subjectOf } from './privacy-subject.ts'
import { readPolicies } from './read-policies.ts'
import { type AbilityChange, abilityChange } from './told-abilities.ts'

const isUuid = (value: string) => z.uuid().safeParse(value).success

/** What IT can see of a Mac and do to it now; null when it is not there, has left, or is not the actor's to know. */
export async function getMacPrivacy(actor: Actor, deviceId: string): Promise<Privacy | null> {
  if (!isUuid(deviceId)) return null
  const device = await prisma().device.findUnique({ where: { id: deviceId } })
  if (device?.status !== 'enrolled') return null
  if (device.ownerId !== actor.id && !hasRole(actor, 'helpdesk')) return null
  return derive(subjectOf(device), await readPolicies(prisma(), device))
}

export interface WidenedNotice extends AbilityChange {
  id: string
  deviceId: string
  macName: string
  since: Date
}

/** What the actor was not yet told: that IT can see or do more on their own Macs, oldest first. */
export async function listWidenedNotices(actor: PersonActor, deviceId?: string): Promise<WidenedNotice[]> {
  if (deviceId !== undefined && !isUuid(deviceId)) return []
  const rows = await prisma().deviceNotice.findMany({
    where: {
      personId: actor.id,
      kind: 'abilities_widened',
      seenAt: null,
      device: { status: 'enrolled', ownerId: actor.id },
      deviceId,
    },
    include: { device: { select: { name: true } } },
    orderBy: { createdAt: 'asc' },
    take: 50,
  })
  return rows.flatMap((row) => {
    const change = abilityChange.safeParse(row.data)
    if (!change.success) return []
    return [
      { ...change.data, id: row.id, deviceId: row.deviceId, macName: row.device.name, since: row.createdAt },
    ]
  })
}
