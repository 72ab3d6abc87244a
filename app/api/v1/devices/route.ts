import { serve } from '../serve.ts'
import { listDevicesEndpoint } from './list-devices-endpoint.ts'

export const dynamic = 'force-dynamic'

export const GET = serve(listDevicesEndpoint)
