import { type Actor, hasRole } from '#lib/auth/actor.ts'
import { ForbiddenError } from '#lib/auth/forbidden-error.ts'
import { prisma } from '#lib/server/prisma.ts'
import { notTaken } from './end-installs-of-person.ts'

/** How many requests and waiting installs of somebody's end when they leave. Admins only. */
export async function countEndingInstalls(actor: Actor, personId: string): Promise<number> {
  if (!hasRole(actor, 'admin')) throw new ForbiddenError()
  return prisma().install.count({ where: { personId, state: { in: notTaken } } })
}
