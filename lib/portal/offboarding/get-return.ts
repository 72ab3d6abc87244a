import { z } from 'zod'
import { type Actor, hasRole } from '#lib/auth/actor.ts'
import { ForbiddenError } from '#lib/auth/forbidden-error.ts'
import { prisma } from '#lib/server/prisma.ts'
import { type Return, readReturn } from './read-return.ts'

/** Where it stands with a Mac that was to come back; null for any other. Helpdesk only. */
export async function getReturn(actor: Actor, deviceId: string): Promise<Return | null> {
  if (!hasRole(actor, 'helpdesk')) throw new ForbiddenError()
  return z.uuid().safeParse(deviceId).success ? readReturn(prisma(), deviceId) : null
}
