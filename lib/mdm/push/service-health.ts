import { backOffMs } from '../service/back-off.ts'
import type { MdmOptions } from '../service/mdm-options.ts'
import type { PushVerdict } from './judge-push-answer.ts'
import type { PushAnswer } from './push-answer.ts'

/**
 * What the sender believes of the push service as a whole.
 * Source: Apple, "Sending notification requests to APNs" (retry with back-off)
 */
export type ServiceHealth = {
  /** Null: push freely. Until then: not at all. A moment that has passed: one push at a time, to try. */
  pausedUntil(): Date | null
  isTroubled(): boolean
  /** Takes an answer in; gives what is to be believed of it in the light of the others. */
  hear(verdict: PushVerdict, answer: PushAnswer): PushVerdict
  /** Another certificate, another beginning. */
  reset(): void
}

const longestPauseMs = 60_000
const longestWishMs = 15 * 60_000
/** So many bad tokens before the first good one are no longer a matter of single Macs. */
const tooManyBadTokens = 5

type Options = Pick<MdmOptions, 'clock' | 'randomBytes' | 'log'> & {
  /** wasConfiguration: it had refused our certificate or topic. */
  onRecovered(wasConfiguration: boolean): void
}

/**
 * Starts out believing the best. While the service is down all Macs are left alone, so that an outage costs one push
 * a minute instead of one a Mac, and the first answer that is one ends it for all.
 * Source: Apple, "Sending notification requests to APNs" (retry with back-off)
 */
export function createServiceHealth(options: Options): ServiceHealth {
  let failures = 0
  let pausedUntil: Date | null = null
  let hasDelivered = false
  let badTokens = 0
  let told = ''

  const suffer = (verdict: 'service' | 'configuration', answer: PushAnswer): void => {
    const now = options.clock()
    if (told !== verdict) tellTrouble(options, verdict, answer)
    told = verdict
    // Those that were under way together fail together: that counts once.
    if (pausedUntil && pausedUntil > now) return
    failures += 1
    const wish = Math.min(longestWishMs, answer.retryAfterMs ?? 0)
    const pause = Math.min(longestPauseMs, backOffMs(failures, options.randomBytes))
    pausedUntil = new Date(now.getTime() + Math.max(pause, wish))
  }
  const recover = (): void => {
    if (failures === 0) return
    const wasConfiguration = told === 'configuration'
    failures = 0
    pausedUntil = null
    told = ''
    options.log({ level: 'info', message: 'the push service answers again' })
    options.onRecovered(wasConfiguration)
  }
  return {
    pausedUntil: () => pausedUntil,
    isTroubled: () => failures > 0,
    hear(said, answer) {
      if (said === 'bad_token' && !hasDelivered) badTokens += 1
      const verdict = said === 'bad_token' && badTokens >= tooManyBadTokens ? 'configuration' : said
      if (verdict === 'service' || verdict === 'configuration') suffer(verdict, answer)
      else recover()
      if (verdict === 'delivered') {
        hasDelivered = true
        badTokens = 0
      }
      return verdict
    },
    reset() {
      pausedUntil = null
      hasDelivered = false
      failures = badTokens = 0
      told = ''
    },
  }
}

/** The one alarm, however many pushes fail. */
function tellTrouble(
  { log }: Pick<MdmOptions, 'log'>,
  verdict: 'service' | 'configuration',
  answer: PushAnswer,
): void {
  const level = verdict === 'configuration' ? 'error' : 'warn'
  log({
    level,
    message: troubleWords[verdict],
    code: answer.reason.slice(0, 200) || `status ${answer.status}`,
  })
}

const troubleWords = {
  service: 'the push service does not answer; pushes wait',
  configuration: 'the push service refuses our certificate or topic; pushes wait',
}
