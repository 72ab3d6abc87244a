import type { RetryPolicy } from './behaviours.ts'
import { MacError } from './mac-error.ts'
import { pause } from './pause.ts'

/** Worth asking again: nobody answered, the server was overloaded, or it broke. */
function isPassing(error: unknown): boolean {
  if (!(error instanceof MacError)) return false
  if (error.code === 'unreachable') return true
  return error.httpStatus !== null && (error.httpStatus >= 500 || error.httpStatus === 429)
}

/** Tries again with doubling pauses, at most as often as the policy says; then the last error comes out. */
export async function retry<T>(
  policy: RetryPolicy,
  signal: AbortSignal,
  attempt: () => Promise<T>,
): Promise<T> {
  for (let count = 1; ; count++) {
    try {
      return await attempt()
    } catch (error) {
      if (count >= policy.attempts || !isPassing(error) || signal.aborted) throw error
      const delayMs = Math.min(policy.longestMs, policy.firstMs * 2 ** (count - 1))
      await pause(delayMs * (0.75 + Math.random() / 2), signal)
    }
  }
}
