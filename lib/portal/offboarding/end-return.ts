import type { z } from 'zod'
import { type Actor, hasRole } from '#lib/auth/actor.ts'
import { ForbiddenError } from '#lib/auth/forbidden-error.ts'
import { inTransaction } from '#lib/server/prisma.ts'
import { closeReturn } from './close-return.ts'
import type { endReturnInput } from './schema.ts'

/** A Mac is not expected back: sold, lost, or left to whoever has it. throws OffboardingError */
export async function endReturn(
  actor: Actor,
  { deviceId, reason }: z.output<typeof endReturnInput>,
): Promise<void> {
  if (!hasRole(actor, 'helpdesk')) throw new ForbiddenError()
  await inTransaction((tx) => closeReturn(tx, actor, deviceId, { kind: 'return_ended', reason }))
}
