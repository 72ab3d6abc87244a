import type { MdmOptions } from '../service/mdm-options.ts'
import type { PushOutcome } from '../store/push-outcomes.ts'
import { type DuePush, makeFailedPushesDue, takeDuePushes } from '../store/pushes.ts'
import { judgePushAnswer } from './judge-push-answer.ts'
import type { PushClient } from './push-client.ts'
import { createPushOutcomes } from './push-outcomes.ts'
import { createServiceHealth, type ServiceHealth } from './service-health.ts'
import { settlePush } from './settle-push.ts'
import { createUnderWay, type UnderWay } from './under-way.ts'

/**
 * client   the client for the certificate that counts now, or null while there is none: then all waits
 * wakeAt   called when something is known to be due at that moment
 * Source: Apple, "Sending push notifications to devices"
 */
export type PushFlightOptions = Pick<MdmOptions, 'sql' | 'clock' | 'randomBytes' | 'log'> & {
  client(): Promise<PushClient | null>
  wakeAt(dueAt: Date): void
}

/**
 * The pushes that are under way: as many at once as the connection takes, and each Mac once.
 * Source: Apple, "Sending push notifications to devices"
 */
export type PushFlight = {
  /** Sends what is due until nothing is due any more; does not wait for the last answers. Gives how many. */
  launchDue(isOver: () => boolean): Promise<number>
  /** When the last answers are in and written down. */
  landed(): Promise<void>
  /** True while there is no certificate to send with. */
  isBarred(): boolean
  /** The push service is left alone until then. */
  pausedUntil(): Date | null
}

const batchSize = 500
const leaseMs = 30_000

/**
 * Makes one with nothing under way.
 * Source: Apple, "Sending push notifications to devices"
 */
export function createPushFlight(options: PushFlightOptions): PushFlight {
  const underWay = createUnderWay()
  let client: PushClient | null = null
  let releasing: Promise<void> = Promise.resolve()
  const onRecovered = (wasConfiguration: boolean): void => {
    releasing = releaseFailed(options, wasConfiguration)
  }
  const health = createServiceHealth({ ...options, onRecovered })
  const outcomes = createPushOutcomes({
    ...options,
    onWritten(batch, nextDue) {
      underWay.remove(batch.map(({ push }) => push.enrollmentId))
      if (nextDue) options.wakeAt(nextDue)
    },
  })
  const launch = (to: PushClient, push: DuePush): void => {
    const outcome = sendOne(options, to, push, health)
    underWay.add(push.enrollmentId, outcome.then(outcomes.add))
  }
  const chooseClient = async (): Promise<PushClient | null> => {
    const current = await options.client()
    if (current !== client) health.reset()
    client = current
    return current
  }
  return {
    async launchDue(isOver) {
      let sent = 0
      for (let more = true; more && !isOver(); ) {
        const to = await chooseClient()
        if (!to) return sent
        const batch = await launchBatch(options, { to, health, underWay, launch })
        sent += batch.sent
        more = batch.more
      }
      return sent
    },
    async landed() {
      while (underWay.size() > 0) {
        await underWay.answered()
        await outcomes.written()
      }
      await releasing
    },
    isBarred: () => client === null,
    pausedUntil: health.pausedUntil,
  }
}

type Launch = {
  to: PushClient
  health: ServiceHealth
  underWay: UnderWay
  launch(to: PushClient, push: DuePush): void
}

/** Gives how many were due, and whether there may be more. */
async function launchBatch(
  { sql, clock }: PushFlightOptions,
  { to, health, underWay, launch }: Launch,
): Promise<{ sent: number; more: boolean }> {
  const now = clock()
  if ((health.pausedUntil() ?? now) > now) return { sent: 0, more: false }
  const most = health.isTroubled() ? 1 : Math.min(batchSize, to.capacity())
  const limit = most - underWay.size()
  // Small bites would cost a statement each.
  if (limit < most / 2) {
    await underWay.roomMade()
    return { sent: 0, more: true }
  }
  const lease = new Date(now.getTime() + leaseMs)
  const batch = await takeDuePushes(sql, limit, now, lease, underWay.ids())
  for (const push of batch) launch(to, push)
  return { sent: batch.length, more: batch.length === limit }
}

/** A Mac that enrolled for another topic cannot be reached with this certificate, and is not tried. */
async function sendOne(
  options: PushFlightOptions,
  to: PushClient,
  push: DuePush,
  health: ServiceHealth,
): Promise<PushOutcome> {
  if (push.topic !== null && push.topic !== to.topic) {
    return { kind: 'refused', push, reason: 'topic_changed', againAt: null }
  }
  const answer = await to.push(push.pushToken, push.pushMagic)
  return settlePush(options, push, answer, health.hear(judgePushAnswer(answer), answer))
}

async function releaseFailed(
  { sql, clock, log, wakeAt }: PushFlightOptions,
  refusedToo: boolean,
): Promise<void> {
  try {
    await makeFailedPushesDue(sql, clock(), refusedToo)
    wakeAt(clock())
  } catch (error) {
    log({ level: 'warn', message: 'pushes that failed keep their own pauses', error })
  }
}
