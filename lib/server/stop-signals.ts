import { log } from './log.ts'

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** npm passes on the Ctrl-C that the terminal sent us already: what comes this soon is the same one. */
const sameSignalMs = 700

/** Runs `stop` at the first Ctrl-C or SIGTERM and ends with 0; a second one ends at once. */
export function stopOnSignals(stop: () => Promise<void>): void {
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
}
