import type { Actor } from '#lib/auth/actor.ts'
import { prisma } from '#lib/server/prisma.ts'

/** Whose Macs are to go now, those who have waited longest first. */
export async function listDueLeavers(_actor: Actor, now: Date, limit: number): Promise<string[]> {
  const rows = await prisma().person.findMany({
    where: { offboardHeldAt: null, offboardAt: { lte: now } },
    orderBy: { offboardAt: 'asc' },
    select: { id: true },
    take: limit,
  })
  return rows.map(({ id }) => id)
}
