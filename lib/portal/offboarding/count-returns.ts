import { type Actor, hasRole } from '#lib/auth/actor.ts'
import { ForbiddenError } from '#lib/auth/forbidden-error.ts'
import { prisma } from '#lib/server/prisma.ts'

/** How many Macs of the company are to come back. Helpdesk only. */
export async function countReturns(actor: Actor): Promise<number> {
  if (!hasRole(actor, 'helpdesk')) throw new ForbiddenError()
  return prisma().device.count({ where: { returnAskedAt: { not: null }, returnedAt: null } })
}
