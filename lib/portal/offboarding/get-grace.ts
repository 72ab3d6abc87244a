import { type Actor, hasRole } from '#lib/auth/actor.ts'
import { ForbiddenError } from '#lib/auth/forbidden-error.ts'
import { prisma } from '#lib/server/prisma.ts'
import { readGraceHours } from './read-grace.ts'

/** For how many hours the Macs of somebody whom the directory switches off are left alone. Admins only. */
export async function getGrace(actor: Actor): Promise<{ graceHours: number }> {
  if (!hasRole(actor, 'admin')) throw new ForbiddenError()
  return { graceHours: await readGraceHours(prisma()) }
}
