import { randomUUID } from 'node:crypto'
import type { Actor } from '#lib/auth/actor.ts'
import { recordAudit } from '#lib/portal/audit/record-audit.ts'
import { inTransaction } from '#lib/server/prisma.ts'
import { requireWebhookKeeper } from './require-webhook-keeper.ts'
import type { DueDelivery } from './take-deliveries.ts'
import { WebhookError } from './webhook-error.ts'
import { testEvent } from './webhook-events.ts'

/** Files a message that says nothing, for the caller to send at once; no job takes it. */
export async function fileTest(actor: Actor, { webhookId }: { webhookId: string }): Promise<DueDelivery> {
  requireWebhookKeeper(actor, 'webhooks:write')
  return inTransaction(async (tx) => {
    const row = await tx.webhook.findUnique({ where: { id: webhookId } })
    if (!row) throw new WebhookError('webhook_not_found')
    const createdAt = new Date()
    const payload = { type: testEvent, createdAt: createdAt.toISOString(), data: {} }
    const filed = { id: randomUUID(), webhookId, event: testEvent, payload, createdAt, attempts: 1 }
    await tx.webhookDelivery.create({ data: { ...filed, retryAt: null } })
    await recordAudit(tx, actor, {
      action: 'webhook.tested',
      subject: { kind: 'webhook', id: webhookId, label: new URL(row.url).host },
    })
    return { ...filed, url: row.url, sealedSecret: row.sealedSecret }
  })
}
