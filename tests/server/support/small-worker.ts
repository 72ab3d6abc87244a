import { stopOnSignals } from '#lib/server/stop-signals.ts'
import { openWebListener } from '#lib/server/web-listener.ts'

/** A server process that says who it is, slowly where asked, and dies when it is told to. */
if (process.env.FAIL_AT_START) {
  console.error('There is no reason to start.')
  process.exit(1)
}
const listener = await openWebListener('127.0.0.1', Number(process.env.PORT), {
  graceMs: 300,
  answer: (request, response) => {
    if (request.url === '/die') process.exit(7)
    setTimeout(() => response.end(String(process.pid)), request.url === '/slow' ? 400 : 0)
  },
})
stopOnSignals(listener.stop, false)
process.send?.('ready')
