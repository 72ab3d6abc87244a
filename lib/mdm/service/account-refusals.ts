import { BoundedCache } from '../pki/bounded-cache.ts'
import { storeAccountRefusal } from '../store/account-invitations.ts'
import { storeTrouble } from '../store/invitations.ts'
import type { AccountError, AccountRefusal } from './account-error.ts'
import type { MdmOptions } from './mdm-options.ts'
import type { ClosedLink } from './refusals.ts'

/**
 * What the portal hears of: a sign-in that is refused; a link that leads nowhere, or a challenge or an identity
 * behind one that we ended; a Mac that came with a good one and is not the Mac that it is for.
 * Source: RFC 6750 section 3.1; RFC 8894 section 2.4; mdm/checkin/authenticate.yaml
 */
export type EnrollmentRefusal = {
  code: AccountRefusal | ClosedLink | 'challenge_revoked' | 'identity_revoked' | 'other_mac' | 'other_person'
  whose: AccountError['whose']
}

/** What the person can put right; the invitation remembers it until its Mac gets further. */
const troubles: ReadonlySet<EnrollmentRefusal['code']> = new Set(['clock_wrong', 'other_mac', 'other_person'])

/**
 * Tells the portal of refused sign-ins and ended invitations.
 * Source: RFC 6750 section 3.1
 */
export type AccountRefusals = { note(refusal: EnrollmentRefusal): Promise<void> }

const sameAgainMs = 60_000
const mostRemembered = 1_000

/**
 * Anybody can send what is refused, as often as they like, and what is told is kept for ever: of the same refusal the
 * portal hears once a minute.
 * Source: security promise 5 (limits)
 */
export function createAccountRefusals({ sql, clock, onWork }: MdmOptions): AccountRefusals {
  const told = new BoundedCache<number>(mostRemembered)
  return {
    async note({ code, whose }) {
      const key = `${code} ${whose?.invitationId ?? ''}`
      const now = clock().getTime()
      const before = told.get(key)
      if (before !== undefined && now - before < sameAgainMs) return
      told.set(key, now)
      await storeAccountRefusal(sql, {
        reason: code,
        invitationId: whose?.invitationId ?? null,
        personId: whose?.personId ?? null,
      })
      if (whose && troubles.has(code)) await storeTrouble(sql, whose.invitationId, code)
      onWork?.('events')
    },
  }
}
