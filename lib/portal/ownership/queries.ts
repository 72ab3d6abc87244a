import { z } from 'zod'
import { type Actor, hasRole, type PersonActor } from '#lib/auth/actor.ts'
import { ForbiddenError } from '#lib/auth/forbidden-error.ts'
import { prisma } from '#lib/server/prisma.ts'
import { judgeHandOver, judgeOwnership } from './policy.ts'

export interface Ownership {
  ownership: 'personal' | 'company'
  shared: boolean
  assetTag: string | null
  leaseEndsAt: Date | null
  warrantyEndsAt: Date | null
  appleCareEndsAt: Date | null
  /** Other Macs with the same tag. */
  sameTag: { id: string; name: string }[]
  /** Why it cannot become what it is not. */
  changeDenial: string | null
  handOverDenial: string | null
  /** What would end with a hand-over. */
  openInstalls: number
  /** Somebody signed in on it: their account stays until it is enrolled anew. */
  signedIn: boolean
}

const open = {
  notIn: [
    'installed',
    'removed',
    'unmanaged',
    'failed',
    'declined',
    'expired',
    'cancelled',
    'declined_on_mac',
  ],
}

/** Whose a Mac is and what is known of it, and what can be done about that; null when it is not there. Helpdesk only. */
export async function getOwnership(actor: Actor, deviceId: string): Promise<Ownership | null> {
  if (!hasRole(actor, 'helpdesk')) throw new ForbiddenError()
  if (!z.uuid().safeParse(deviceId).success) return null
  const device = await prisma().device.findUnique({ where: { id: deviceId } })
  if (!device) return null
  const { shared, assetTag, leaseEndsAt, warrantyEndsAt, appleCareEndsAt } = device
  const ownership = device.ownership === 'personal' ? 'personal' : 'company'
  const [sameTag, openInstalls, signedIn] = await Promise.all([
    assetTag === null ? [] : listSameTag(deviceId, assetTag),
    prisma().install.count({ where: { deviceId, personId: device.ownerId, state: open } }),
    prisma().mdmInvitation.count({ where: { enrollmentId: device.enrollmentId, way: 'account' } }),
  ])
  return {
    ...{ ownership, shared, assetTag, leaseEndsAt, warrantyEndsAt, appleCareEndsAt, sameTag, openInstalls },
    changeDenial: judgeOwnership(device, ownership === 'personal' ? 'company' : 'personal'),
    handOverDenial: judgeHandOver(device),
    signedIn: signedIn > 0,
  }
}

function listSameTag(deviceId: string, assetTag: string): Promise<{ id: string; name: string }[]> {
  return prisma().$queryRaw`
    SELECT id, name FROM device
    WHERE lower(asset_tag) = lower(${assetTag}) AND id <> ${deviceId}::uuid ORDER BY name LIMIT 5`
}

export interface HandOverNotice {
  id: string
  deviceId: string
  side: 'new' | 'earlier'
  macName: string
  since: Date
  /** The new owner has to enrol it before anything else. */
  left: boolean
}

const noticeData = z.object({ side: z.enum(['new', 'earlier']), mac: z.string() })

/** That a Mac was given to the actor, or taken from them, until they have read it; oldest first. */
export async function listHandOverNotices(actor: PersonActor, deviceId?: string): Promise<HandOverNotice[]> {
  if (deviceId !== undefined && !z.uuid().safeParse(deviceId).success) return []
  const rows = await prisma().deviceNotice.findMany({
    where: {
      personId: actor.id,
      kind: 'handed_over',
      seenAt: null,
      deviceId,
    },
    include: { device: { select: { status: true } } },
    orderBy: { createdAt: 'asc' },
    take: 50,
  })
  return rows.flatMap((row) => {
    const { data } = noticeData.safeParse(row.data)
    if (!data) return []
    const left = row.device.status !== 'enrolled'
    return [
      { id: row.id, deviceId: row.deviceId, side: data.side, macName: data.mac, since: row.createdAt, left },
    ]
  })
}
