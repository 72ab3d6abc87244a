import { RequestRefused } from './request-refused.ts'

interface Bucket {
  tokens: number
  at: number
}

export const burst = 200
export const perSecond = 20

/** By token; only tokens that are good come this far, so there are never many. */
const buckets = new Map<string, Bucket>()

/**
 * Lets a token ask so often in each process: many at once, and then so many a second.
 * throws   RequestRefused with Retry-After
 */
export function limitRate(tokenId: string, nowMs = performance.now()): void {
  const bucket = buckets.get(tokenId) ?? { tokens: burst, at: nowMs }
  const tokens = Math.min(burst, bucket.tokens + ((nowMs - bucket.at) / 1000) * perSecond)
  buckets.set(tokenId, { tokens: Math.max(0, tokens - 1), at: nowMs })
  if (tokens >= 1) return
  throw new RequestRefused({
    status: 429,
    code: 'rate_limited',
    detail: `a token may ask ${perSecond} times a second, and ${burst} times at once`,
    headers: { 'retry-after': '1' },
  })
}
