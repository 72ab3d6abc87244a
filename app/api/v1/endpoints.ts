import { cancelCommandEndpoint } from './commands/[id]/cancel-command-endpoint.ts'
import { getCommandEndpoint } from './commands/[id]/get-command-endpoint.ts'
import { cancelCommandsEndpoint } from './devices/[id]/commands/cancel-commands-endpoint.ts'
import { listCommandsEndpoint } from './devices/[id]/commands/list-commands-endpoint.ts'
import { queueCommandEndpoint } from './devices/[id]/commands/queue-command-endpoint.ts'
import { getDeviceEndpoint } from './devices/[id]/get-device-endpoint.ts'
import { listDevicesEndpoint } from './devices/list-devices-endpoint.ts'
import type { EndpointDescription } from './endpoint.ts'
import { getEnrollmentLinkEndpoint } from './enrollment-links/[id]/get-enrollment-link-endpoint.ts'
import { createEnrollmentLinkEndpoint } from './enrollment-links/create-enrollment-link-endpoint.ts'
import { deleteWebhookEndpoint } from './webhooks/[id]/delete-webhook-endpoint.ts'
import { createWebhookEndpoint } from './webhooks/create-webhook-endpoint.ts'
import { listWebhooksEndpoint } from './webhooks/list-webhooks-endpoint.ts'

/** All that the operator API can do, in the order of its document. */
export const endpoints: readonly EndpointDescription[] = [
  createEnrollmentLinkEndpoint,
  getEnrollmentLinkEndpoint,
  listDevicesEndpoint,
  getDeviceEndpoint,
  listCommandsEndpoint,
  queueCommandEndpoint,
  cancelCommandsEndpoint,
  getCommandEndpoint,
  cancelCommandEndpoint,
  listWebhooksEndpoint,
  createWebhookEndpoint,
  deleteWebhookEndpoint,
]
