// npm start, npm run dev: builds what is missing, starts the server, and says in one sentence why it cannot.
import { existsSync } from 'node:fs'
import type { RunningServer } from '../server.ts'
import { explain } from './explain.ts'

const dev = process.argv.includes('--dev')
const say = (words: string) => console.log(words)

async function startOne(): Promise<RunningServer> {
  const { startServer } = await import('../server.ts')
  return startServer({ dev, onProgress: say })
}

/** SIGUSR2 replaces them one after another; SIGHUP, which a closed terminal sends, goes on to mean stop. */
async function startSeveral(): Promise<RunningServer> {
  const { startServers } = await import('../server-processes.ts')
  const running = await startServers({ onProgress: say })
  process.on('SIGUSR2', () => void running.restart())
  return running
}

async function start(): Promise<void> {
  // Next and React decide by this which of their halves to load.
  Object.assign(process.env, { NODE_ENV: dev ? 'development' : 'production', NEXT_TELEMETRY_DISABLED: '1' })
  const { env } = await import('#lib/server/env.ts')
  const { demo, ZELF_PROCESSES } = env()
  const { ensureClient, ensurePages } = await import('./build-pages.ts')
  ensureClient(say)
  if (!dev) await ensurePages(say)
  const { stopOnSignals } = await import('#lib/server/stop-signals.ts')
  const starting = ZELF_PROCESSES > 1 && !dev ? startSeveral() : startOne()
  stopOnSignals(async () => {
    say('Stopping ...')
    const running = await starting.catch(() => null)
    await running?.stop()
  }, process.env.npm_lifecycle_event !== undefined)
  const { publicUrl } = await starting
  const { demoPeople } = await import('#lib/portal/accounts/demo-people.ts')
  const { welcome } = await import('./welcome.ts')
  say(welcome(publicUrl, demo ? demoPeople : null))
}

// When whoever read our words is gone, there is still a database to stop.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined)
if (!existsSync('node_modules/next')) {
  console.error('The packages that Zelf needs are not there yet: run "npm ci" first.')
  process.exit(1)
}
try {
  await start()
} catch (error) {
  console.error(explain(error))
  process.exit(1)
}
