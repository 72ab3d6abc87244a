import type { Actor } from '#lib/auth/actor.ts'
import type { WebhookDelivery } from '#lib/server/generated/client.ts'
import { prisma } from '#lib/server/prisma.ts'
import { requireWebhookKeeper } from './require-webhook-keeper.ts'
import type { ApiWebhook } from './schema.ts'
import { viewWebhook } from './view-webhook.ts'

/** Every webhook, oldest first, without secrets. */
export async function listWebhooks(actor: Actor): Promise<ApiWebhook[]> {
  requireWebhookKeeper(actor, 'webhooks:read')
  const rows = await prisma().webhook.findMany({ orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] })
  return rows.map(viewWebhook)
}

export type ListedDelivery = Omit<WebhookDelivery, 'payload'>

/** The last messages to a webhook and what became of them, newest first, without what was in them. */
export async function listDeliveries(actor: Actor, webhookId: string, limit = 10): Promise<ListedDelivery[]> {
  requireWebhookKeeper(actor, 'webhooks:read')
  return prisma().webhookDelivery.findMany({
    where: { webhookId },
    omit: { payload: true },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: limit,
  })
}
