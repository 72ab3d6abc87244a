import { type Actor, hasRole } from '#lib/auth/actor.ts'
import { ForbiddenError } from '#lib/auth/forbidden-error.ts'
import { prisma } from '#lib/server/prisma.ts'
import { type LeavingSettings, readLeavingSettings } from './leaving-settings.ts'

/** When a Mac that says nothing counts as gone, for admins. */
export async function getLeavingSettings(actor: Actor): Promise<LeavingSettings> {
  if (!hasRole(actor, 'admin')) throw new ForbiddenError()
  return readLeavingSettings(prisma())
}
