import type { PushAnswer } from './push-answer.ts'
import { openPushSession, type PushSession, type PushSessionOptions } from './push-session.ts'

/**
 * One push certificate at one push service.
 * Source: Apple, "Sending push notifications to devices"
 */
export type PushClientOptions = PushSessionOptions

/**
 * Sends pushes over one HTTP/2 session at a time.
 * Source: Apple, "Sending push notifications to devices"
 */
export type PushClient = {
  /** What an enrollment must carry to be reached by it. */
  topic: string
  push(token: Uint8Array, pushMagic: string): Promise<PushAnswer>
  /** How many pushes may be under way at once. */
  capacity(): number
  close(): Promise<void>
}

const capacityBeforeConnecting = 100

/**
 * Opens a client. It connects at the first push, again after the service said goodbye, and never retries by itself:
 * that is for the sender, whose retries outlive the process.
 * Source: Apple, "Sending notification requests to APNs"; RFC 9113 section 6.8 (GOAWAY)
 */
export function createPushClient(options: PushClientOptions): PushClient {
  let open: PushSession | null = null
  const session = (): PushSession => {
    if (!open?.isOpen()) open = openPushSession(options)
    return open
  }
  return {
    topic: options.topic,
    async push(token, pushMagic) {
      try {
        return await session().push(token, pushMagic)
      } catch (error) {
        const reason = error instanceof Error ? error.message : 'no session'
        return { status: null, reason, retryAfterMs: null }
      }
    },
    capacity: () => (open?.isOpen() ? open.capacity() : capacityBeforeConnecting),
    async close() {
      const closing = open
      open = null
      await closing?.close()
    },
  }
}
