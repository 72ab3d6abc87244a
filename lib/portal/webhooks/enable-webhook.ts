import type { Actor } from '#lib/auth/actor.ts'
import { recordAudit } from '#lib/portal/audit/record-audit.ts'
import { inTransaction } from '#lib/server/prisma.ts'
import { requireWebhookKeeper } from './require-webhook-keeper.ts'
import { WebhookError } from './webhook-error.ts'

/** Sends to a webhook again that was switched off after days of failures. What happened meanwhile is not sent. */
export async function enableWebhook(actor: Actor, { webhookId }: { webhookId: string }): Promise<void> {
  requireWebhookKeeper(actor, 'webhooks:write')
  await inTransaction(async (tx) => {
    const row = await tx.webhook.findUnique({ where: { id: webhookId } })
    if (!row) throw new WebhookError('webhook_not_found')
    if (!row.disabledAt) return
    const data = { disabledAt: null, failingSince: null, failure: null }
    await tx.webhook.update({ where: { id: webhookId }, data })
    await recordAudit(tx, actor, {
      action: 'webhook.enabled',
      subject: { kind: 'webhook', id: webhookId, label: new URL(row.url).host },
    })
  })
}
