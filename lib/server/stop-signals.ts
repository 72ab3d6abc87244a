import { log } from './log.ts'

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** npm passes on the Ctrl-C that the terminal sent us already: what comes this soon is the same one. */
const sameSignalMs = 700

/**
 * Runs `stop` at the first Ctrl-C or SIGTERM and ends with 0; a second one ends at once.
 * withParent  also when the parent is gone: npm that was killed could not pass anything on
 */
export function stopOnSignals(stop: () => Promise<void>, withParent: boolean): void {
  let stoppingSince: number | null = null
  const onSignal = () => {
    const now = performance.now()
    if (stoppingSince !== null) {
      if (now - stoppingSince > sameSignalMs) process.exit(130)
      return
    }
    stoppingSince = now
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ err: error }, 'stopping failed')
        process.exit(1)
      },
    )
  }
  for (const signal of signals) process.on(signal, onSignal)
  if (!withParent) return
  const parent = process.ppid
  const watch = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(watch)
    onSignal()
  }, 300)
  watch.unref()
}
