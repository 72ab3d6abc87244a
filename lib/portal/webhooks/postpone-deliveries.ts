import { type Actor, hasRole } from '#lib/auth/actor.ts'
import { ForbiddenError } from '#lib/auth/forbidden-error.ts'
import { prisma } from '#lib/server/prisma.ts'
import { firstPauseMs } from './next-attempt.ts'

/** Lets everything else wait that is due for a webhook which does not answer, so that its queue is not tried one by one. */
export async function postponeDeliveries(actor: Actor, webhookId: string, now: Date): Promise<void> {
  if (!hasRole(actor, 'admin')) throw new ForbiddenError()
  await prisma().webhookDelivery.updateMany({
    where: { webhookId, retryAt: { lte: now } },
    data: { retryAt: new Date(now.getTime() + firstPauseMs) },
  })
}
