import { serve } from '../../../serve.ts'
import { cancelCommandsEndpoint } from './cancel-commands-endpoint.ts'
import { listCommandsEndpoint } from './list-commands-endpoint.ts'
import { queueCommandEndpoint } from './queue-command-endpoint.ts'

export const dynamic = 'force-dynamic'

export const GET = serve(listCommandsEndpoint)
export const POST = serve(queueCommandEndpoint)
export const DELETE = serve(cancelCommandsEndpoint)
