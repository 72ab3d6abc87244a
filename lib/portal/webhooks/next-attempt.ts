const minute = 60_000
export const firstPauseMs = minute / 2
export const longestPauseMs = 4 * 60 * minute
const giveUpAfterMs = 24 * 60 * minute

/**
 * When to try again after so many attempts: half a minute later, then twice as long each time up to four hours, a
 * little apart for each; null when a day has passed since the event.
 * spread  0 to 1, by chance
 */
export function nextAttempt(
  { attempts, createdAt }: { attempts: number; createdAt: Date },
  now: Date,
  spread: number,
): Date | null {
  const pauseMs = Math.min(longestPauseMs, firstPauseMs * 2 ** Math.max(0, attempts - 1))
  const at = new Date(now.getTime() + pauseMs * (1 + spread / 10))
  return at.getTime() - createdAt.getTime() > giveUpAfterMs ? null : at
}
