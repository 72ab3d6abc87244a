/**
 * How long to wait before the next attempt: doubling from a second to ten minutes, each time between three quarters
 * and five quarters of that, so that what failed together does not come back together.
 *
 * attempts   how many have failed, from 1
 * spec       Apple, "Sending notification requests to APNs" (retry with back-off)
 */
export function backOffMs(attempts: number, randomBytes: (length: number) => Uint8Array): number {
  const doubled = Math.min(longestMs, 1000 * 2 ** Math.min(30, Math.max(0, attempts - 1)))
  const [octet = 0] = randomBytes(1)
  return Math.min(longestMs, Math.round(doubled * (0.75 + octet / 510)))
}

const longestMs = 10 * 60 * 1000
