import { serve } from '../../serve.ts'
import { cancelCommandEndpoint } from './cancel-command-endpoint.ts'
import { getCommandEndpoint } from './get-command-endpoint.ts'

export const dynamic = 'force-dynamic'

export const GET = serve(getCommandEndpoint)
export const DELETE = serve(cancelCommandEndpoint)
