import { X509Certificate } from 'node:crypto'
import { systemActor } from '#lib/auth/actor.ts'
import { startDemoFleet } from '#lib/jobs/start-demo-fleet.ts'
import { startJobs } from '#lib/jobs/start-jobs.ts'
import { sweepIncoming } from '#lib/portal/catalog/sweep-incoming.ts'
import { admitMac } from '#lib/portal/enrollment/admit-mac.ts'
import { serveDownload } from '#lib/portal/installs/serve-download.ts'
import { checkMode } from '#lib/server/check-mode.ts'
import { clientAddressReader } from '#lib/server/client-address.ts'
import { type ClosingStack, createClosingStack } from '#lib/server/closing-stack.ts'
import { type DemoPushService, startDemoPushService } from '#lib/server/demo-push-service.ts'
import { demoPushServiceRoute } from '#lib/server/demo-push-service-route.ts'
import { type Env, env } from '#lib/server/env.ts'
import { log } from '#lib/server/log.ts'
import { openDataDirectory } from '#lib/server/open-data-directory.ts'
import { type Database, openDatabase } from '#lib/server/open-database.ts'
import { openListeners } from '#lib/server/open-listeners.ts'
import { openRuntime } from '#lib/server/open-runtime.ts'
import { openWeb } from '#lib/server/open-web.ts'
import { type PublicAddresses, publicAddresses } from '#lib/server/public-addresses.ts'
import { readPushGateway } from '#lib/server/read-push-gateway.ts'
import { routeRequest } from '#lib/server/route-request.ts'
import type { Runtime } from '#lib/server/runtime.ts'
import { openSecrets } from '#lib/server/secrets.ts'
import { withClientAddress } from '#lib/server/with-client-address.ts'
import { seedDemo } from '#prisma/seed.ts'

export interface RunningServer {
  publicUrl: string
  stop(): Promise<void>
}

export interface ServerOptions {
  /** Next's development server instead of the built pages. */
  dev: boolean
  onProgress(words: string): void
  /** One of several processes: another one has opened the database and made the keys. */
  worker?: boolean
}

/** Long enough for a busy connection of a proxy to be told that it ends. */
const workerGraceMs = 1_500

type Progress = ServerOptions['onProgress']

async function openDemoPush(settings: Env, open: ClosingStack): Promise<DemoPushService | null> {
  if (!settings.demo) return null
  const push = await startDemoPushService(settings.dataDirectory)
  open.add(push.stop)
  return push
}

async function openStored(
  settings: Env,
  open: ClosingStack,
  { worker, onProgress }: ServerOptions,
): Promise<Database> {
  // The process that started this one has it open and migrated.
  if (worker) return { url: settings.DATABASE_URL ?? '', stop: async () => undefined }
  const database = await openDatabase(settings, onProgress)
  open.add(database.stop)
  return database
}

/** Database, keys and pools: what the rest stands on. */
async function openFoundation(
  settings: Env,
  addresses: PublicAddresses,
  open: ClosingStack,
  options: ServerOptions,
) {
  const secrets = openSecrets(settings)
  const opening = [openStored(settings, open, options), openDemoPush(settings, open)] as const
  // Both are over before a failure of one is told, so that what the other opened is closed again.
  await Promise.allSettled(opening)
  const [database, push] = await Promise.all(opening)
  const { runtime, close } = await openRuntime({
    ...secrets,
    publicUrl: addresses.publicUrl,
    deviceUrl: addresses.deviceUrl,
    databaseUrl: database.url,
    pushGateway: push
      ? { host: '127.0.0.1', port: push.apnsPort, caPem: push.caPem }
      : readPushGateway(settings),
    demoPushPort: push?.devicePort,
    admit: (arrival, take) => admitMac(systemActor('Zelf'), arrival, take),
    mdmcert: { url: settings.ZELF_MDMCERT_URL, apiKey: settings.ZELF_MDMCERT_API_KEY ?? null },
    clientCertificateProxy: settings.ZELF_CLIENT_CERT_PROXIES && {
      addresses: settings.ZELF_CLIENT_CERT_PROXIES,
      header: settings.ZELF_CLIENT_CERT_HEADER,
    },
  })
  open.add(close)
  await checkMode(runtime.prisma, settings.demo)
  return { runtime, push }
}

async function prepareDemo(runtime: Runtime, push: DemoPushService, onProgress: Progress): Promise<void> {
  const { certificatePem, privateKeyPem, topic } = push
  const status = await runtime.mdm.pushStatus()
  const notAfter = new X509Certificate(certificatePem).validToDate
  if (status.topic !== topic || status.notAfter?.getTime() !== notAfter.getTime()) {
    await runtime.mdm.importPushCertificate({ certificatePem, privateKeyPem }, { allowTopicChange: true })
  }
  await seedDemo(onProgress)
}

/** A worker takes the ports last: whoever connects meanwhile is served by another. */
async function startAll(options: ServerOptions, open: ClosingStack): Promise<string> {
  const { dev, worker, onProgress } = options
  const settings = env()
  openDataDirectory(settings.dataDirectory)
  let listeners = worker ? null : await openListeners(settings, open)
  const ports = { web: settings.PORT, mdm: settings.MDM_PORT ?? null }
  const addresses = listeners ?? publicAddresses(settings, ports)
  const preparing = openWeb({ dev, hostname: settings.HOST, port: listeners?.webPort ?? settings.PORT })
  // Awaited below; until then its failure must not end the process.
  preparing.catch(() => undefined)
  const { runtime, push } = await openFoundation(settings, addresses, open, options)
  if (!worker) await sweepIncoming(new Date())
  if (push) await prepareDemo(runtime, push, onProgress)
  const web = await preparing
  open.add(web.close)
  const jobs = await startJobs(() => listeners?.endEventStreams())
  open.add(jobs.stop)
  const devices = [serveDownload, runtime.mdm.respond]
  const pages = withClientAddress(clientAddressReader(settings.ZELF_PROXIES), web.respond)
  const answers = { devices, web: routeRequest([demoPushServiceRoute, ...devices], pages) }
  listeners?.answerWith(answers)
  listeners ??= await openListeners(settings, open, { graceMs: workerGraceMs, answers })
  const fleet = push && (await startDemoFleet(settings.dataDirectory, push.devicePort))
  const { stop } = listeners
  open.add(async () => {
    await Promise.all([stop(), fleet?.stop()])
  })
  return addresses.publicUrl
}

/** Starts everything in order; `stop` takes it down in the opposite order. Throws StartError or EnvironmentError. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const open = createClosingStack((error) => log.error({ err: error }, 'something did not close'))
  try {
    const publicUrl = await startAll(options, open)
    return { publicUrl, stop: open.closeAll }
  } catch (error) {
    await open.closeAll()
    throw error
  }
}
