import { serve } from '../../serve.ts'
import { deleteWebhookEndpoint } from './delete-webhook-endpoint.ts'

export const dynamic = 'force-dynamic'

export const DELETE = serve(deleteWebhookEndpoint)
