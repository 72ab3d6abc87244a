import { BoundedCache } from '../pki/bounded-cache.ts'
import { storeAccountRefusal } from '../store/account-invitations.ts'
import type { AccountError } from './account-error.ts'
import type { MdmOptions } from './mdm-options.ts'

/**
 * Tells the portal of refused sign-ins.
 * Source: RFC 6750 section 3.1
 */
export type AccountRefusals = { note(error: AccountError): Promise<void> }

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
      onWork?.('events')
    },
  }
}
