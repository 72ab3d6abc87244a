import type { PushAnswer } from './push-client.ts'

/**
 * What an answer asks of us: nothing more, to forget the token, to tell the operator, or only to wait.
 * Source: Apple, "Handling notification responses from APNs"
 */
export type PushVerdict = 'delivered' | 'unregistered' | 'configuration' | 'later'

/**
 * Judges an answer of the push service. Only 410 says that a token is dead; a bad certificate or topic hits all Macs
 * at once and must not retire them.
 * Source: Apple, "Handling notification responses from APNs"
 */
export function judgePushAnswer(answer: PushAnswer): PushVerdict {
  const { status, reason } = answer
  if (status === 200) return 'delivered'
  if (status === 410) return 'unregistered'
  if (status === null || status === 429 || status >= 500 || reason === 'IdleTimeout') return 'later'
  return 'configuration'
}
