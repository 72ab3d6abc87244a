import { randomBytes, randomUUID } from 'node:crypto'
import { createDrain } from '#lib/jobs/create-drain.ts'
import type { CommandBody } from '#lib/mdm/protocol/commands.ts'
import { createMdmServer, type MdmLogEntry, type MdmOperations } from '#lib/mdm/server.ts'
import { openPool } from '#lib/server/open-pool.ts'
import { plainSql } from '#lib/server/plain-sql.ts'
import { openSecret, sealSecret } from '#lib/server/seal.ts'
import { openWebListener } from '#lib/server/web-listener.ts'
import { inParallel } from '#simulator/swarm/in-parallel.ts'
import { answerParent } from './control-channel.ts'
import { createPlanWatch } from './plan-watch.ts'
import { createProfiler } from './profile-cpu.ts'
import { readSettings } from './read-settings.ts'

/** One server process. The public URL is that of the first, as behind a proxy. */
export type ServeMdmSettings = {
  databaseUrl: string
  masterKeyHex: string
  publicUrl: string
  port: number
  pushGateway: { host: string; port: number; caPem: string }
}

/** A command to be queued in the ordinary way. */
export type QueueOrder = {
  enrollmentId: string
  body: CommandBody
  options?: Parameters<MdmOperations['queue']>[2]
}

const settings = readSettings<ServeMdmSettings>()
const lookEveryMs = 5_000
const atATime = 10
const refusals = new Map<string, number>()

const pool = openPool(settings.databaseUrl, 10)
const masterKey = Buffer.from(settings.masterKeyHex, 'hex')

function note({ level, message, code, route, error }: MdmLogEntry): void {
  if (level === 'info') return
  const what = [level, message, code, route].filter(Boolean).join(' · ')
  const before = refusals.get(what) ?? 0
  refusals.set(what, before + 1)
  if (before === 0 && level === 'error') console.error(what, error)
}

const watch = createPlanWatch(plainSql(pool))
const { sql } = watch
const mdm = createMdmServer({
  sql,
  seal: (plain) => sealSecret(masterKey, 'mdm', plain),
  unseal: (sealed) => openSecret(masterKey, 'mdm', sealed),
  clock: () => new Date(),
  randomBytes,
  publicUrl: settings.publicUrl,
  organization: async () => ({ id: 'voorbeeld', name: 'Voorbeeld B.V.' }),
  pushGateway: settings.pushGateway,
  log: note,
  onWork(kind) {
    events.wake()
    if (kind === 'results') results.wake()
  },
})

// The portal's own work is no part of the measurement, but its events are taken as they are in the product.
const nobodyListens = async () => new Set<string>()
const events = createDrain('events', async () => {
  while ((await mdm.takeEvents(async () => undefined, 1000, nobodyListens)) > 0);
})
const results = createDrain('results', () => mdm.digestResults())
const wake = () => {
  events.wake()
  results.wake()
  mdm.wakePushes()
}

const listener = await openWebListener('127.0.0.1', settings.port)
await mdm.start()
await pool.listen('mdm_event', events.wake)
await pool.listen('mdm_result', results.wake)
await pool.listen('mdm_push', () => mdm.wakePushes())
const timer = setInterval(wake, lookEveryMs)
wake()
listener.answerWith((req, res) => {
  if (!mdm.respond(req, res)) res.writeHead(404).end()
})

async function stop(): Promise<void> {
  clearInterval(timer)
  await listener.stop()
  await Promise.all([events.stop(), results.stop()])
  await mdm.stop()
  await pool.end({ timeout: 5 })
  process.exit(0)
}
process.once('SIGTERM', stop)

const profiler = createProfiler()
answerParent({
  cpu: () => process.cpuUsage(),
  wake,
  refusals: () => [...refusals],
  startProfile: profiler.start,
  stopProfile: profiler.stop,
  watchPlans: watch.start,
  takePlans: watch.take,
  importPushCertificate: (pem: { certificatePem: string; privateKeyPem: string }) =>
    mdm.importPushCertificate(pem),
  invite: (count: number) =>
    inParallel(Array.from({ length: count }), atATime, async () => {
      const request = { personId: randomUUID(), ownership: 'company', enrollmentType: 'device' } as const
      return new URL((await mdm.in(sql).invite(request)).url).pathname
    }),
  queue: (orders: QueueOrder[]) =>
    inParallel(orders, atATime, async ({ enrollmentId, body, options }) => {
      return (await mdm.in(sql).queue(enrollmentId, body, options)).commandUuid
    }),
})
