const firstMs = 2 * 60 * 1000
const longestMs = 6 * 60 * 60 * 1000

/**
 * How long to wait for a pushed Mac before it is pushed again: two minutes, doubling to six hours.
 *
 * attempts   how many pushes it has had in a row, from 0
 * spec       Apple, "Sending push notifications to devices" (pushes are coalesced; only the last is kept)
 */
export function repeatAfterMs(attempts: number): number {
  return Math.min(longestMs, firstMs * 2 ** Math.min(20, attempts))
}
