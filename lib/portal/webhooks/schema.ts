import { z } from 'zod'
import { webhookEvents } from './webhook-events.ts'

export const webhookInput = z.strictObject({
  url: z.string().min(1).max(2000).describe('Where the events are posted: https'),
  events: z.array(z.enum(webhookEvents)).min(1, 'choose_event'),
})

export const webhookId = z.object({ webhookId: z.uuid() })

const moment = z.iso.datetime()

/** What the operator API answers. */
export const webhook = z.strictObject({
  id: z.uuid(),
  url: z.string(),
  events: z.array(z.string()),
  createdAt: moment,
  failingSince: moment.nullable(),
  failure: z.string().nullable().describe('What happened last, while it fails'),
  disabledAt: moment.nullable().describe('After three days of failures nothing is sent any more'),
})

export const createdWebhook = webhook.extend({
  secret: z.string().describe('The key of the signatures. It is told once.'),
})

export const webhookList = z.strictObject({ webhooks: z.array(webhook) })

export type WebhookInput = z.output<typeof webhookInput>
export type ApiWebhook = z.output<typeof webhook>
export type CreatedWebhook = z.output<typeof createdWebhook>
