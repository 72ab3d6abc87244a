'use server'

import { action } from '#lib/auth/action.ts'
import { approveRequest } from '#lib/portal/installs/approve-request.ts'
import { declineRequest } from '#lib/portal/installs/decline-request.ts'
import { approveRequestInput, declineRequestInput } from '#lib/portal/installs/schema.ts'

export const approve = action({ role: 'admin', input: approveRequestInput }, approveRequest)

export const decline = action({ role: 'admin', input: declineRequestInput }, declineRequest)
