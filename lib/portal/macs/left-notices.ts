import type { PersonActor } from '#lib/auth/actor.ts'
import { prisma } from '#lib/server/prisma.ts'
import type { LeftHow } from './mark-left.ts'

export interface LeftNotice {
  deviceId: string
  macName: string
  how: LeftHow
  at: Date
  toldAt: Date
}

/** Which of the actor's own Macs left without them doing it here, until they have read it. */
export async function listLeftNotices(actor: PersonActor): Promise<LeftNotice[]> {
  const rows = await prisma().deviceNotice.findMany({
    where: { personId: actor.id, kind: 'left', seenAt: null, device: { status: 'left' } },
    include: { device: { select: { name: true, leftHow: true, leftAt: true } } },
    orderBy: { createdAt: 'asc' },
    take: 20,
  })
  return [...new Map(rows.map((row) => [row.deviceId, row])).values()].map(
    ({ deviceId, device, createdAt }) => ({
      deviceId,
      macName: device.name,
      how: (device.leftHow as LeftHow | null) ?? 'checked_out',
      at: device.leftAt ?? createdAt,
      toldAt: createdAt,
    }),
  )
}
