import type { PersonActor } from '#lib/auth/actor.ts'
import type { ChangeHub } from '#lib/server/change-hub.ts'
import { mayHear } from './may-hear.ts'

export interface EventStreamOptions {
  changes: ChangeHub
  person: PersonActor
  /** Who the session belongs to now; null when it has ended. */
  lookAgain: () => Promise<PersonActor | null>
  /** Takes a place among the streams of this session; gives what gives it back. See takePlace. */
  takePlace: (giveWay: () => void) => () => void
  heartbeatMilliseconds?: number
  recheckMilliseconds?: number
  signal: AbortSignal
}

const mostUnread = 500
const encoder = new TextEncoder()

/**
 * Server-sent events of what changes: `ready` at once, `change` for each thing that this person may hear of,
 * `ended` when the session is over, `crowded` when it gives way to newer ones, and a comment now and then so that nothing between thinks it dead.
 */
export function openEventStream(options: EventStreamOptions): ReadableStream<Uint8Array<ArrayBuffer>> {
  let { person } = options
  const undo: (() => void)[] = []
  const release = () => {
    for (const run of undo.splice(0)) run()
  }
  return new ReadableStream<Uint8Array<ArrayBuffer>>({
    start(controller) {
      const send = (text: string) => controller.enqueue(encoder.encode(text))
      const close = () => {
        if (undo.length === 0) return
        release()
        controller.close()
      }
      const endWith = (event: 'ended' | 'crowded') => {
        send(`event: ${event}\ndata: {}\n\n`)
        close()
      }
      const recheck = async () => {
        const now = await options.lookAgain().catch(() => person)
        if (undo.length === 0) return
        if (now) person = now
        else endWith('ended')
      }
      const heartbeat = setInterval(() => send(': here\n\n'), options.heartbeatMilliseconds ?? 20_000)
      const looking = setInterval(recheck, options.recheckMilliseconds ?? 30_000)
      undo.push(
        options.takePlace(() => endWith('crowded')),
        () => clearInterval(heartbeat),
        () => clearInterval(looking),
        options.changes.listen((change) => {
          if (!mayHear(person, change)) return
          const { topic, id, deviceId } = change
          send(`event: change\ndata: ${JSON.stringify({ topic, id, deviceId })}\n\n`)
          // Who reads nothing any more comes back and looks anew, if they are there at all.
          if ((controller.desiredSize ?? 0) < -mostUnread) close()
        }),
      )
      options.signal.addEventListener('abort', close, { once: true })
      send('retry: 3000\nevent: ready\ndata: {}\n\n')
    },
    cancel: release,
  })
}
