import type { z } from 'zod'
import type { Actor } from '#lib/auth/actor.ts'
import { prisma } from '#lib/server/prisma.ts'
import type { seeNoticesInput } from './schema.ts'

/**
 * The actor has seen what IT can do more on a Mac of theirs. What came after `until` was not on their page and stays.
 * Reading is no change that anybody made, so it is not audited.
 */
export async function seeNotices(actor: Actor, input: z.output<typeof seeNoticesInput>): Promise<void> {
  await prisma().deviceNotice.updateMany({
    where: {
      personId: actor.id ?? '',
      deviceId: input.deviceId,
      kind: 'abilities_widened',
      seenAt: null,
      createdAt: { lte: input.until },
    },
    data: { seenAt: new Date() },
  })
}
