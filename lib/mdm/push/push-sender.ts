import type { MdmOptions } from '../service/mdm-options.ts'
import { retrieveNextPushDue } from '../store/pushes.ts'
import type { PushClient } from './push-client.ts'
import { createPushFlight } from './push-flight.ts'
import { createSleeper } from './sleeper.ts'

/**
 * Wakes Macs that have something to fetch. Everything it does follows from rows, so a crash costs a lease at most.
 * Source: Apple, "Sending push notifications to devices"
 */
export type PushSender = {
  start(): void
  wake(): void
  /** Sends all that is due now and waits for the answers; gives how many were sent. */
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

const longestNapMs = 30_000
const shortestNapMs = 250
const farewellMs = 3_000

/**
 * Makes a sender. It looks when woken, when the next push is due, and every half minute in any case.
 * Source: Apple, "Sending push notifications to devices"
 */
export function createPushSender(options: PushSenderOptions): PushSender {
  const { sql, clock, log } = options
  const flight = createPushFlight({
    ...options,
    wakeAt: (dueAt) => sleeper.wakeBy(dueAt.getTime() - clock().getTime()),
  })
  // Without a certificate what is due stays due, and only an import or the half minute can change that.
  const untilNext = async (): Promise<number> => {
    const due = flight.isBarred() ? null : await retrieveNextPushDue(sql)
    if (!due) return longestNapMs
    const at = Math.max(due.getTime(), flight.pausedUntil()?.getTime() ?? 0)
    return Math.min(longestNapMs, Math.max(shortestNapMs, at - clock().getTime()))
  }
  const sleeper = createSleeper({
    async look() {
      await flight.launchDue(() => sleeper.isStopped())
    },
    untilNext,
    onError: (error) => log({ level: 'error', message: 'pushes could not be sent', error }),
    afterErrorMs: longestNapMs,
  })
  return {
    start: sleeper.start,
    wake: sleeper.wake,
    async sendDue() {
      const sent = await flight.launchDue(() => false)
      await flight.landed()
      return sent
    },
    async stop() {
      await sleeper.stop()
      // Who is still under way then keeps its lease, and is pushed again by whoever runs next.
      const patience = new Promise((resolve) => setTimeout(resolve, farewellMs).unref())
      await Promise.race([flight.landed(), patience])
    },
  }
}
