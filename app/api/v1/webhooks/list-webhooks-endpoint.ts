import { listWebhooks } from '#lib/portal/webhooks/queries.ts'
import { webhookList } from '#lib/portal/webhooks/schema.ts'
import { endpoint } from '../endpoint.ts'

export const listWebhooksEndpoint = endpoint({
  method: 'GET',
  path: '/webhooks',
  name: 'listWebhooks',
  summary: 'Where events are sent',
  scope: 'webhooks:read',
  successes: { 200: 'Every webhook, without its secret' },
  answer: webhookList,
  run: async (actor) => ({ body: { webhooks: await listWebhooks(actor) } }),
})
