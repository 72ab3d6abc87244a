const dayMs = 86_400_000

/** A Mac is asked so long before its identity expires: holidays, a sick leave and a Mac in a drawer fit in. */
const renewBeforeDays = 60

/**
 * Identities that expire before this moment are renewed now.
 * Source: RFC 8894 section 2.3
 */
export function endOfRenewal(now: Date): Date {
  return new Date(now.getTime() + renewBeforeDays * dayMs)
}

/** An offer stands for so long, because a Mac may be asleep; then it is made anew, with a new challenge. */
const offerDays = 14
const warnDays = [7, 14] as const

/**
 * How long the next offer stands, and whether to warn: when it is the first within 14 or 7 days of the end. An offer
 * ends where a warning is due, so the next one brings it.
 * Source: Apple, "Managing certificates for device management servers and devices"
 */
export function judgeExpiry(
  identity: { notAfter: Date; lastAttemptAt: Date | null },
  now: Date,
): { commandEndsAt: Date; warnOfDays: number | null } {
  const end = identity.notAfter.getTime()
  const turns = [...warnDays.map((days) => end - days * dayMs), end].filter((turn) => turn > now.getTime())
  const commandEndsAt = new Date(Math.min(now.getTime() + offerDays * dayMs, ...turns))
  const warning = warningAt(end, now)
  const warnedBefore = identity.lastAttemptAt !== null && warningAt(end, identity.lastAttemptAt) === warning
  return { commandEndsAt, warnOfDays: warnedBefore ? null : warning }
}

function warningAt(end: number, at: Date): number | null {
  return warnDays.find((days) => end - at.getTime() <= days * dayMs) ?? null
}
