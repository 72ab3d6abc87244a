import { serve } from '../../serve.ts'
import { getDeviceEndpoint } from './get-device-endpoint.ts'

export const dynamic = 'force-dynamic'

export const GET = serve(getDeviceEndpoint)
