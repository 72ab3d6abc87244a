import type { Actor } from '#lib/auth/actor.ts'
import { prisma } from '#lib/server/prisma.ts'

const laterMs = 5 * 60_000

/** Somebody whose turn failed comes again later, so that the others are not kept waiting. */
export async function postponeLeaver(_actor: Actor, personId: string, now: Date): Promise<void> {
  await prisma().person.updateMany({
    where: { id: personId, offboardAt: { lte: now } },
    data: { offboardAt: new Date(now.getTime() + laterMs) },
  })
}
