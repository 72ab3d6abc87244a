import { type DeviceAuthority, loadAuthorities, type TrustedAuthorities } from './load-authority.ts'
import type { MdmOptions } from './mdm-options.ts'

/**
 * The authorities as this process knows them.
 * Source: RFC 8894 section 4.7 (roll-over)
 */
export type KnownAuthorities = {
  /** The active one first. The same list until something changes, so that others may remember what follows from it. */
  trusted(): Promise<TrustedAuthorities>
  active(): Promise<DeviceAuthority>
  /** Looks again: another process may have rolled over. */
  refresh(): Promise<void>
  /** The same for who met an identity of an unknown issuer; true when the list has changed. Strangers cause little work. */
  refreshForStranger(): Promise<boolean>
}

const strangersEveryMs = 5_000

/**
 * Loads once and again when asked to; a failure is not remembered, so that the next caller tries again.
 * Source: RFC 5280 section 4.2.1.9
 */
export function rememberAuthorities(options: MdmOptions): KnownAuthorities {
  let known: Promise<TrustedAuthorities> | null = null
  let strangerAt = Number.NEGATIVE_INFINITY
  const trusted = () => {
    known ??= loadAuthorities(options).catch((error: unknown) => {
      known = null
      throw error
    })
    return known
  }
  const refresh = async () => {
    const before = await trusted()
    const now = await loadAuthorities(options)
    if (!isSame(before, now)) known = Promise.resolve(now)
  }
  const refreshForStranger = async () => {
    const before = await trusted()
    await refresh()
    return before !== (await trusted())
  }
  let looking: Promise<boolean> = Promise.resolve(false)
  return {
    trusted,
    active: async () => (await trusted())[0],
    refresh,
    refreshForStranger() {
      const at = options.clock().getTime()
      if (Math.abs(at - strangerAt) < strangersEveryMs) return looking
      strangerAt = at
      looking = refreshForStranger()
      return looking
    },
  }
}

function isSame(before: TrustedAuthorities, now: TrustedAuthorities): boolean {
  const name = ({ id, state }: DeviceAuthority) => `${id} ${state}`
  return before.map(name).join() === now.map(name).join()
}
