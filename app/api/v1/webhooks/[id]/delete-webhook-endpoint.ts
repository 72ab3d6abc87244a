import { deleteWebhook } from '#lib/portal/webhooks/delete-webhook.ts'
import { endpoint } from '../../endpoint.ts'

export const deleteWebhookEndpoint = endpoint({
  method: 'DELETE',
  path: '/webhooks/{id}',
  name: 'deleteWebhook',
  summary: 'Send nothing more to an address, not even what waits',
  scope: 'webhooks:write',
  successes: { 204: 'It is gone' },
  refusals: { 404: ['webhook_not_found'] },
  async run(actor, { id }) {
    await deleteWebhook(actor, { webhookId: id })
    return {}
  },
})
