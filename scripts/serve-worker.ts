// One of several server processes (ZELF_PROCESSES); scripts/start.ts starts it.
import { stopOnSignals } from '#lib/server/stop-signals.ts'
import { startServer } from '../server.ts'
import { explain } from './explain.ts'

const starting = startServer({ dev: false, worker: true, onProgress: () => undefined })
stopOnSignals(async () => {
  const running = await starting.catch(() => null)
  await running?.stop()
}, false)
try {
  await starting
  process.send?.('ready')
} catch (error) {
  console.error(explain(error))
  process.exit(1)
}
