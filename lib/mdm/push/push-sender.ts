import { backOffMs } from '../service/back-off.ts'
import type { MdmOptions } from '../service/mdm-options.ts'
import {
  type DuePush,
  retrieveNextPushDue,
  storeDeadToken,
  storePushFailure,
  storePushSuccess,
  takeDuePushes,
} from '../store/pushes.ts'
import { judgePushAnswer } from './judge-push-answer.ts'
import type { PushClient } from './push-client.ts'
import { repeatAfterMs } from './repeat-after.ts'

/**
 * Wakes Macs that have something to fetch. Everything it does follows from rows, so a crash costs a lease at most.
 * Source: Apple, "Sending push notifications to devices"
 */
export type PushSender = {
  start(): void
  wake(): void
  /** Sends all that is due now; for the timer and for tests. */
  sendDue(): Promise<number>
  stop(): Promise<void>
}

/**
 * client   the client for the certificate that counts now, or null while there is none: then all waits
 * Source: Apple, "Sending push notifications to devices"
 */
export type PushSenderOptions = Pick<MdmOptions, 'sql' | 'clock' | 'randomBytes' | 'log'> & {
  client(): Promise<PushClient | null>
}

const batchSize = 100
const leaseMs = 60_000
const longestNapMs = 30_000

/**
 * Makes a sender. It looks when woken, when the next push is due, and every half minute in any case.
 * Source: Apple, "Sending push notifications to devices"
 */
export function createPushSender(options: PushSenderOptions): PushSender {
  let running: Promise<void> | null = null
  let again = false
  let timer: NodeJS.Timeout | null = null
  let stopped = true

  // Without a certificate what is due stays due, and only an import or the half minute can change that.
  const nap = async (isBarred: boolean): Promise<void> => {
    const due = isBarred ? null : await retrieveNextPushDue(options.sql)
    const untilDue = due ? due.getTime() - options.clock().getTime() : longestNapMs
    if (timer) clearTimeout(timer)
    if (!stopped) timer = setTimeout(wake, Math.min(longestNapMs, Math.max(1000, untilDue))).unref()
  }
  const run = async (): Promise<void> => {
    let isBarred = false
    try {
      do {
        again = false
        isBarred = (await sendDuePushes(options)) === null
      } while (again && !stopped)
      await nap(isBarred)
    } catch (error) {
      options.log({ level: 'error', message: 'pushes could not be sent', error })
      if (!stopped) timer = setTimeout(wake, longestNapMs).unref()
    } finally {
      running = null
    }
  }
  function wake(): void {
    if (stopped) return
    again = true
    running ??= run()
  }
  return {
    start() {
      stopped = false
      wake()
    },
    wake,
    sendDue: async () => (await sendDuePushes(options)) ?? 0,
    async stop() {
      stopped = true
      if (timer) clearTimeout(timer)
      await running
    },
  }
}

/** How many were sent, or null while there is no certificate to send with. */
async function sendDuePushes(options: PushSenderOptions): Promise<number | null> {
  const client = await options.client()
  if (!client) return null
  let sent = 0
  for (;;) {
    const now = options.clock()
    const batch = await takeDuePushes(options.sql, batchSize, now, new Date(now.getTime() + leaseMs))
    await Promise.all(batch.map((push) => sendOne(options, client, push)))
    sent += batch.length
    if (batch.length < batchSize) return sent
  }
}

async function sendOne(options: PushSenderOptions, client: PushClient, push: DuePush): Promise<void> {
  const { sql, clock, log } = options
  const answer = await client.push(push.pushToken, push.pushMagic)
  const verdict = judgePushAnswer(answer)
  const later = (milliseconds: number) => new Date(clock().getTime() + milliseconds)
  if (verdict === 'delivered') {
    return storePushSuccess(sql, push, clock(), later(repeatAfterMs(push.attempts)))
  }
  const { enrollmentId } = push
  if (verdict === 'unregistered') {
    log({ level: 'info', message: 'a push token is dead', code: answer.reason, enrollmentId })
    return storeDeadToken(sql, push, answer.reason)
  }
  const failure = `${verdict === 'configuration' ? 'configuration: ' : ''}${answer.reason}`
  const level = verdict === 'configuration' ? 'error' : 'warn'
  log({ level, message: 'a push was refused', code: failure.slice(0, 200), enrollmentId })
  return storePushFailure(sql, push, failure, later(backOffMs(push.attempts + 1, options.randomBytes)))
}
