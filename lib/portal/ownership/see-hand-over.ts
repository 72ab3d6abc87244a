import type { z } from 'zod'
import type { Actor } from '#lib/auth/actor.ts'
import { prisma } from '#lib/server/prisma.ts'
import type { seeHandOverInput } from './schema.ts'

/** The actor has read that a Mac changed hands. Reading is no change that anybody made, so it is not audited. */
export async function seeHandOver(actor: Actor, input: z.output<typeof seeHandOverInput>): Promise<void> {
  await prisma().deviceNotice.updateMany({
    where: {
      personId: actor.id ?? '00000000-0000-0000-0000-000000000000',
      deviceId: input.deviceId,
      kind: 'handed_over',
      seenAt: null,
      createdAt: { lte: input.until },
    },
    data: { seenAt: new Date() },
  })
}
