import { type Actor, hasRole } from '#lib/auth/actor.ts'
import { ForbiddenError } from '#lib/auth/forbidden-error.ts'
import { prisma } from '#lib/server/prisma.ts'

const keptMs = 7 * 24 * 60 * 60 * 1000

/** Forgets messages a week after they were filed, once they are over. Gives how many. */
export async function forgetDeliveries(actor: Actor, now: Date): Promise<number> {
  if (!hasRole(actor, 'admin')) throw new ForbiddenError()
  const webhooks = await prisma().webhook.findMany({ select: { id: true } })
  const { count } = await prisma().webhookDelivery.deleteMany({
    where: {
      // Named, because the index begins with it.
      webhookId: { in: webhooks.map(({ id }) => id) },
      createdAt: { lt: new Date(now.getTime() - keptMs) },
      retryAt: null,
    },
  })
  return count
}
