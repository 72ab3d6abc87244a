import { type Actor, hasRole } from '#lib/auth/actor.ts'
import { ForbiddenError } from '#lib/auth/forbidden-error.ts'
import { prisma } from '#lib/server/prisma.ts'

/** One message to be sent now. attempts counts this one too. */
export interface DueDelivery {
  id: string
  webhookId: string
  event: string
  payload: object
  createdAt: Date
  attempts: number
  url: string
  sealedSecret: Uint8Array
}

/** Longer than one attempt takes; whoever dies in the middle of one leaves it to be tried again after that. */
const leaseMilliseconds = 60_000

/** The webhooks that have messages waiting. */
export async function listDueWebhooks(actor: Actor, now: Date): Promise<string[]> {
  if (!hasRole(actor, 'admin')) throw new ForbiddenError()
  const rows = await prisma().$queryRaw<{ id: string }[]>`
    SELECT w.id FROM webhook w WHERE w.disabled_at IS NULL
      AND EXISTS (SELECT FROM webhook_delivery d WHERE d.webhook_id = w.id AND d.retry_at <= ${now})`
  return rows.map((row) => row.id)
}

/** Takes those messages of a webhook whose time came first; nobody else gets them while the lease lasts. */
export async function takeDeliveries(
  actor: Actor,
  { webhookId, limit, now }: { webhookId: string; limit: number; now: Date },
): Promise<DueDelivery[]> {
  if (!hasRole(actor, 'admin')) throw new ForbiddenError()
  const leaseUntil = new Date(now.getTime() + leaseMilliseconds)
  return prisma().$queryRaw<DueDelivery[]>`
    WITH due AS (
      SELECT id FROM webhook_delivery WHERE webhook_id = ${webhookId}::uuid AND retry_at <= ${now}
      ORDER BY retry_at, id LIMIT ${limit} FOR UPDATE SKIP LOCKED
    )
    UPDATE webhook_delivery d SET attempts = d.attempts + 1, retry_at = ${leaseUntil}
    FROM due, webhook w
    WHERE d.id = due.id AND w.id = d.webhook_id AND w.disabled_at IS NULL
    RETURNING d.id, d.webhook_id AS "webhookId", d.event, d.payload, d.created_at AS "createdAt", d.attempts, w.url,
      w.sealed_secret AS "sealedSecret"`
}
