import type { z } from 'zod'
import { type Actor, hasRole } from '#lib/auth/actor.ts'
import { ForbiddenError } from '#lib/auth/forbidden-error.ts'
import { inTransaction } from '#lib/server/prisma.ts'
import { closeReturn } from './close-return.ts'
import type { returnedInput } from './schema.ts'

/** The helpdesk has a Mac back in hand; it stays managed until somebody gets it. throws OffboardingError */
export async function markReturned(
  actor: Actor,
  { deviceId }: z.output<typeof returnedInput>,
): Promise<void> {
  if (!hasRole(actor, 'helpdesk')) throw new ForbiddenError()
  await inTransaction((tx) => closeReturn(tx, actor, deviceId, { kind: 'returned' }))
}
