import type { z } from 'zod'
import { type Actor, hasRole } from '#lib/auth/actor.ts'
import { ForbiddenError } from '#lib/auth/forbidden-error.ts'
import { prisma } from '#lib/server/prisma.ts'
import { retentionSchema } from './schema.ts'
import { retentionKey } from './setting-keys.ts'

export type Retention = z.output<typeof retentionSchema>

const usual: Retention = { historyDays: 365 }

/** How long answered commands are kept. */
export async function getRetention(actor: Actor): Promise<Retention> {
  if (!hasRole(actor, 'admin')) throw new ForbiddenError()
  const row = await prisma().setting.findUnique({ where: { key: retentionKey } })
  return retentionSchema.safeParse(row?.value).data ?? usual
}
