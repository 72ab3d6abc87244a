import type { Webhook } from '#lib/server/generated/client.ts'
import type { ApiWebhook } from './schema.ts'

/** A webhook as the operator API tells of it: without its secret. */
export function viewWebhook(row: Webhook): ApiWebhook {
  return {
    id: row.id,
    url: row.url,
    events: row.events,
    createdAt: row.createdAt.toISOString(),
    failingSince: row.failingSince?.toISOString() ?? null,
    failure: row.failure,
    disabledAt: row.disabledAt?.toISOString() ?? null,
  }
}
