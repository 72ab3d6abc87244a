/**
 * What the push service said; status is null when it said nothing. retryAfterMs is its own wish, when it had one.
 * Source: Apple, "Handling notification responses from APNs"
 */
export type PushAnswer = { status: number | null; reason: string; retryAfterMs: number | null }

const longestRetryAfterMs = 60 * 60_000

/**
 * The reason in a body of JSON, also in the one that a GOAWAY carries.
 * Source: Apple, "Handling notification responses from APNs"
 */
export function readPushReason(text: string): string {
  if (text === '') return ''
  const found = /"reason"\s*:\s*"([A-Za-z]{1,64})"/.exec(text)?.[1]
  return found ?? 'an answer without a reason'
}

/**
 * Retry-After in seconds, an hour at most. A date is not believed: nobody knows whose clock it goes by.
 * Source: RFC 9110 section 10.2.3
 */
export function readRetryAfterMs(header: string | string[] | undefined): number | null {
  if (typeof header !== 'string' || !/^\d{1,9}$/.test(header)) return null
  return Math.min(longestRetryAfterMs, Number(header) * 1000)
}
