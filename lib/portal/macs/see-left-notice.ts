import type { z } from 'zod'
import type { Actor } from '#lib/auth/actor.ts'
import { prisma } from '#lib/server/prisma.ts'
import type { macInput } from './schema.ts'

/** The actor knows that this Mac of theirs has left. Reading is no change that anybody made, so it is not audited. */
export async function seeLeftNotice(actor: Actor, { deviceId }: z.output<typeof macInput>): Promise<void> {
  await prisma().deviceNotice.updateMany({
    where: { personId: actor.id ?? '', deviceId, kind: 'left', seenAt: null },
    data: { seenAt: new Date() },
  })
}
