import { createWebhook } from '#lib/portal/webhooks/create-webhook.ts'
import { createdWebhook, webhookInput } from '#lib/portal/webhooks/schema.ts'
import { endpoint } from '../endpoint.ts'

export const createWebhookEndpoint = endpoint({
  method: 'POST',
  path: '/webhooks',
  name: 'createWebhook',
  summary: 'Have events sent to an address',
  scope: 'webhooks:write',
  body: webhookInput,
  successes: { 201: 'The webhook, with the secret that signs its messages, which is told this once' },
  answer: createdWebhook,
  refusals: { 409: ['webhook_limit'], 422: ['webhook_address', 'webhook_address_private'] },
  run: async (actor, { body }) => ({ status: 201, body: await createWebhook(actor, body) }),
})
