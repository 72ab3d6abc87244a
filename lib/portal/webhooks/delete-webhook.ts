import type { Actor } from '#lib/auth/actor.ts'
import { recordAudit } from '#lib/portal/audit/record-audit.ts'
import { inTransaction } from '#lib/server/prisma.ts'
import { requireWebhookKeeper } from './require-webhook-keeper.ts'
import { WebhookError } from './webhook-error.ts'

/** Removes a webhook, and what waits for it. Throws WebhookError with webhook_not_found. */
export async function deleteWebhook(actor: Actor, { webhookId }: { webhookId: string }): Promise<void> {
  requireWebhookKeeper(actor, 'webhooks:write')
  await inTransaction(async (tx) => {
    const row = await tx.webhook.findUnique({ where: { id: webhookId } })
    const deleted = await tx.webhook.deleteMany({ where: { id: webhookId } })
    if (!row || deleted.count === 0) throw new WebhookError('webhook_not_found')
    await recordAudit(tx, actor, {
      action: 'webhook.deleted',
      subject: { kind: 'webhook', id: webhookId, label: new URL(row.url).host },
    })
  })
}
