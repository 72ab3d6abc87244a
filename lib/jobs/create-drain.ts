import { setTimeout as sleep } from 'node:timers/promises'
import { log } from '#lib/server/log.ts'

export interface Drain {
  /** Says that there may be work. Many calls while it runs are one more run. */
  wake(): void
  /** Starts nothing new and waits for the run in progress. */
  stop(): Promise<void>
}

export interface DrainOptions {
  /** The pause after a run, so that one that is woken all the time finds much to do at once instead of little often. */
  restMs?: number
}

const longestPauseMs = 30_000

/**
 * Runs `work` whenever it is woken, never twice at a time.
 * work  does a part of what is due; true when there is more. When it throws, it is tried again after a growing pause.
 */
export function createDrain(
  name: string,
  work: () => Promise<unknown>,
  { restMs = 0 }: DrainOptions = {},
): Drain {
  const stopping = new AbortController()
  let wanted = false
  let running: Promise<void> | null = null
  const pause = (ms: number) => sleep(ms, undefined, { signal: stopping.signal }).catch(() => undefined)

  async function run(): Promise<void> {
    let failures = 0
    while (wanted && !stopping.signal.aborted) {
      wanted = false
      try {
        const more = await work()
        failures = 0
        if (more === true) wanted = true
        else if (restMs > 0) await pause(restMs)
      } catch (error) {
        if (stopping.signal.aborted) return
        log.error({ err: error, drain: name }, 'work failed; it is tried again')
        wanted = true
        failures += 1
        await pause(Math.min(longestPauseMs, 250 * 2 ** failures))
      }
    }
  }

  const drain: Drain = {
    wake() {
      wanted = true
      if (running || stopping.signal.aborted) return
      running = run().finally(() => {
        running = null
        // Woken between the end of the last round and here.
        if (wanted) drain.wake()
      })
    },
    async stop() {
      stopping.abort()
      await running
    },
  }
  return drain
}
