import { startProcesses } from '#lib/server/processes.ts'
import { reservePort } from '#lib/server/reserve-port.ts'
import { explain } from '#scripts/explain.ts'

/** Runs three small servers on one port; it says the port, and does what it is sent: `restart`, `stop`. */
const place = { host: '127.0.0.1', port: 0, settings: { host: 'HOST', port: 'PORT' } }
try {
  const port = await reservePort(place)
  const processes = await startProcesses({
    count: 3,
    file: 'tests/server/support/small-worker.ts',
    settings: { PORT: String(port) },
    pausesMs: [0, 50],
  })
  process.on('message', async (message) => {
    if (message === 'restart') await processes.restart()
    if (message === 'stop') await processes.stop()
    process.send?.({ done: message })
    if (message === 'stop') process.disconnect()
  })
  process.send?.({ port })
} catch (error) {
  console.error(explain(error))
  process.exit(1)
}
