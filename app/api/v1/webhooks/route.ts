import { serve } from '../serve.ts'
import { createWebhookEndpoint } from './create-webhook-endpoint.ts'
import { listWebhooksEndpoint } from './list-webhooks-endpoint.ts'

export const dynamic = 'force-dynamic'

export const GET = serve(listWebhooksEndpoint)
export const POST = serve(createWebhookEndpoint)
