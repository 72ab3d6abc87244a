export interface SignInRule {
  /** So many at once are nobody's business. */
  free: number
  /** In this time one of them is forgotten. */
  forgottenAfterMs: number
  firstWaitMs: number
  longestWaitMs: number
}

export interface Attempts {
  count: number
  lastAt: Date
  waitUntil: Date | null
}

const second = 1_000
const minute = 60 * second

/**
 * Many people share an address, so there it takes a great many that went wrong, and the waits are short; of an account
 * every sign-in counts, since whoever has got so far is its owner.
 */
export const signInRules = {
  address: {
    free: 50,
    forgottenAfterMs: 30 * second,
    firstWaitMs: 30 * second,
    longestWaitMs: 5 * minute,
  },
  // Each has Zelf ask the identity provider something, so that nobody hammers it through us.
  start: {
    free: 300,
    forgottenAfterMs: second,
    firstWaitMs: 5 * second,
    longestWaitMs: minute,
  },
  account: {
    free: 20,
    forgottenAfterMs: 3 * minute,
    firstWaitMs: 30 * second,
    longestWaitMs: 15 * minute,
  },
} as const satisfies Record<string, SignInRule>

/** No more is counted, so that no amount takes for ever to forget. */
const mostOver = 10

/** Longer than any wait, and than it takes until everything is forgotten. */
export const forgetAttemptsMs = 2 * 60 * minute

/**
 * One more. From the last free one on each starts a wait, twice as long as the one before; after a wait there is always
 * one that is let through, so nobody is kept out for ever.
 */
export function countAttempt(rule: SignInRule, before: Attempts, now: Date): Attempts {
  const quietMs = Math.max(0, now.getTime() - (before.waitUntil ?? before.lastAt).getTime())
  const kept = Math.max(0, before.count - Math.floor(quietMs / rule.forgottenAfterMs))
  const count = Math.min(kept + 1, rule.free + mostOver)
  const over = count - rule.free
  const waitMs = over < 0 ? 0 : Math.min(rule.longestWaitMs, rule.firstWaitMs * 2 ** over)
  return { count, lastAt: now, waitUntil: waitMs === 0 ? null : new Date(now.getTime() + waitMs) }
}
