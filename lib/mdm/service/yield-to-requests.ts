import { performance } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'

const longestMs = 1_000

/**
 * What a job with much to do calls after each piece of it, to rest the longer the busier requests keep the process:
 * on a quiet server not at all, on one that is at its limit for most of the time.
 * Source: docs/performance.md (inventory)
 */
export type Yielding = (workedMs: number) => Promise<void>

/**
 * Remembers how busy the event loop was from one call to the next.
 *
 * busiest   how many times as long as the work the rest is, where requests leave the event loop none
 * source    docs/performance.md (inventory)
 */
export function createYielding(busiest: number): Yielding {
  let before = performance.eventLoopUtilization()
  return async (workedMs) => {
    const now = performance.eventLoopUtilization()
    const { utilization } = performance.eventLoopUtilization(now, before)
    before = now
    const restMs = Math.min(longestMs, workedMs * busiest * utilization)
    if (restMs >= 1) await sleep(restMs)
  }
}
