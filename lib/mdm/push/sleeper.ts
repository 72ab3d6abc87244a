/**
 * Looks for work when woken and when it is time, never twice at once, and never loses a wake.
 * Source: docs/architecture.md ("Everything that must not be lost is a row")
 */
export type Sleeper = {
  start(): void
  wake(): void
  /** Looks in so many milliseconds at the latest. */
  wakeBy(milliseconds: number): void
  isStopped(): boolean
  stop(): Promise<void>
}

/**
 * look          does the work
 * untilNext     asks in how many milliseconds to look again
 * afterErrorMs  how long to wait after one of them threw
 * Source: docs/architecture.md ("Everything that must not be lost is a row")
 */
export type SleeperOptions = {
  look(): Promise<void>
  untilNext(): Promise<number>
  onError(error: unknown): void
  afterErrorMs: number
}

/** Commands that are queued one after the other make one push. */
const gatherMs = 25

/**
 * Makes one, asleep.
 * Source: docs/architecture.md ("Everything that must not be lost is a row")
 */
export function createSleeper(options: SleeperOptions): Sleeper {
  let running: Promise<void> | null = null
  let woken = false
  let stopped = true

  const wake = (): void => {
    if (stopped) return
    woken = true
    running ??= run()
  }
  const alarm = createAlarm(wake)
  const run = async (): Promise<void> => {
    while (woken && !stopped) {
      await new Promise((resolve) => setTimeout(resolve, gatherMs).unref())
      woken = false
      try {
        await options.look()
        // Whoever wakes us while we ask is heard by the condition of the loop.
        if (!woken) alarm.setBy(await options.untilNext())
      } catch (error) {
        options.onError(error)
        alarm.setBy(options.afterErrorMs)
      }
    }
    running = null
  }
  return {
    start() {
      stopped = false
      wake()
    },
    wake,
    wakeBy(milliseconds) {
      if (!stopped) alarm.setBy(milliseconds)
    },
    isStopped: () => stopped,
    async stop() {
      stopped = true
      await running
      alarm.clear()
    },
  }
}

/** Rings once, at the earliest of the moments that were asked for. */
function createAlarm(ring: () => void) {
  let set: { timer: NodeJS.Timeout; at: number } | null = null
  const clear = (): void => {
    if (set) clearTimeout(set.timer)
    set = null
  }
  return {
    clear,
    setBy(milliseconds: number): void {
      const delay = Math.max(0, milliseconds)
      const at = performance.now() + delay
      if (set && set.at <= at) return
      clear()
      const goOff = (): void => {
        set = null
        ring()
      }
      set = { at, timer: setTimeout(goOff, delay).unref() }
    },
  }
}
