import { backOffMs } from '../service/back-off.ts'
import type { MdmOptions } from '../service/mdm-options.ts'
import type { PushOutcome } from '../store/push-outcomes.ts'
import type { DuePush } from '../store/pushes.ts'
import type { PushVerdict } from './judge-push-answer.ts'
import type { PushAnswer } from './push-answer.ts'
import { repeatAfterMs } from './repeat-after.ts'

/**
 * Turns what was judged of an answer into what is written down of the push.
 * Source: Apple, "Handling notification responses from APNs"
 */
export function settlePush(
  { clock, randomBytes, log }: Pick<MdmOptions, 'clock' | 'randomBytes' | 'log'>,
  push: DuePush,
  answer: PushAnswer,
  verdict: PushVerdict,
): PushOutcome {
  const reason = answer.reason || `status ${answer.status}`
  const after = (milliseconds: number) => new Date(clock().getTime() + milliseconds)
  if (verdict === 'delivered') {
    return { kind: 'delivered', push, reason, againAt: after(repeatAfterMs(push.attempts)) }
  }
  if (verdict === 'unregistered' || verdict === 'bad_token') {
    const { enrollmentId } = push
    log({ level: 'info', message: 'a push token is not taken', code: reason, enrollmentId })
    return { kind: verdict === 'unregistered' ? 'dead' : 'refused', push, reason, againAt: null }
  }
  const failure = verdict === 'configuration' ? `configuration: ${reason}` : reason
  const pauseMs = Math.max(backOffMs(push.attempts + 1, randomBytes), answer.retryAfterMs ?? 0)
  return { kind: 'failed', push, reason: failure, againAt: after(pauseMs) }
}
