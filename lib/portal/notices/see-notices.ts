import type { z } from 'zod'
import type { PersonActor } from '#lib/auth/actor.ts'
import { prisma } from '#lib/server/prisma.ts'
import type { seeNoticesInput } from './schema.ts'

/** The actor has read what they were told of a Mac. Reading is no change that anybody made, so it is not audited. */
export async function seeNotices(
  actor: PersonActor,
  { kind, deviceId, until }: z.output<typeof seeNoticesInput>,
): Promise<void> {
  await prisma().deviceNotice.updateMany({
    where: { personId: actor.id, deviceId, kind, seenAt: null, createdAt: { lte: until } },
    data: { seenAt: new Date() },
  })
}
