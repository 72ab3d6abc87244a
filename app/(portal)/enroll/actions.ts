'use server'

import { action } from '#lib/auth/action.ts'
import { inviteMac } from '#lib/portal/enrollment/invite-mac.ts'
import { inviteMacInput } from '#lib/portal/enrollment/schema.ts'
import { qrPath } from './qr-path.ts'

/** Makes the link that enrols one Mac. This answer is the only place where it is ever seen. */
export const makeLink = action({ role: 'employee', input: inviteMacInput }, async (actor, input) => {
  const { invitationId, url, expiresAt } = await inviteMac(actor, input)
  return { invitationId, url, expiresAt: expiresAt.toISOString(), qr: qrPath(url) }
})
