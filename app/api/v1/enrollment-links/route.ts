import { serve } from '../serve.ts'
import { createEnrollmentLinkEndpoint } from './create-enrollment-link-endpoint.ts'

export const dynamic = 'force-dynamic'

export const POST = serve(createEnrollmentLinkEndpoint)
