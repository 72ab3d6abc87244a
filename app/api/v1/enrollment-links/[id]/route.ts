import { serve } from '../../serve.ts'
import { getEnrollmentLinkEndpoint } from './get-enrollment-link-endpoint.ts'

export const dynamic = 'force-dynamic'

export const GET = serve(getEnrollmentLinkEndpoint)
