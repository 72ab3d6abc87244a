import type { Actor } from '#lib/auth/actor.ts'
import { recordAudit } from '#lib/portal/audit/record-audit.ts'
import { inTransaction } from '#lib/server/prisma.ts'
import { allowsPrivate } from './allows-private.ts'
import { readWebhookUrl } from './read-webhook-url.ts'
import { requireWebhookKeeper } from './require-webhook-keeper.ts'
import type { CreatedWebhook, WebhookInput } from './schema.ts'
import { viewWebhook } from './view-webhook.ts'
import { WebhookError } from './webhook-error.ts'
import { newWebhookSecret, sealWebhookSecret } from './webhook-secret.ts'

/** Each wants every event of its kind once. */
const mostWebhooks = 20

/**
 * Makes a webhook. This is the only time that its secret is told.
 * throws   WebhookError for an address that leads nowhere we go, or when there are too many.
 */
export async function createWebhook(
  actor: Actor,
  input: WebhookInput,
  options = { allowPrivate: allowsPrivate() },
): Promise<CreatedWebhook> {
  requireWebhookKeeper(actor, 'webhooks:write')
  const url = readWebhookUrl(input.url, options).href
  const secret = newWebhookSecret()
  const events = [...new Set(input.events)]
  return inTransaction(async (tx) => {
    if ((await tx.webhook.count()) >= mostWebhooks) throw new WebhookError('webhook_limit')
    const row = await tx.webhook.create({ data: { url, events, sealedSecret: sealWebhookSecret(secret) } })
    await recordAudit(tx, actor, {
      action: 'webhook.created',
      subject: { kind: 'webhook', id: row.id, label: new URL(url).host },
      detail: { events },
    })
    return { ...viewWebhook(row), secret }
  })
}
