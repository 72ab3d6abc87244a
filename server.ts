import { startDemoFleet } from '#lib/jobs/start-demo-fleet.ts'
import { startJobs } from '#lib/jobs/start-jobs.ts'
import { sweepIncoming } from '#lib/portal/catalog/sweep-incoming.ts'
import { serveDownload } from '#lib/portal/installs/serve-download.ts'
import { checkMode } from '#lib/server/check-mode.ts'
import { type ClosingStack, createClosingStack } from '#lib/server/closing-stack.ts'
import { type DemoPushService, startDemoPushService } from '#lib/server/demo-push-service.ts'
import { demoPushServiceRoute } from '#lib/server/demo-push-service-route.ts'
import { type Env, env } from '#lib/server/env.ts'
import { log } from '#lib/server/log.ts'
import { openDataDirectory } from '#lib/server/open-data-directory.ts'
import { type Database, openDatabase } from '#lib/server/open-database.ts'
import { openRuntime } from '#lib/server/open-runtime.ts'
import { openWeb } from '#lib/server/open-web.ts'
import { readPushGateway } from '#lib/server/read-push-gateway.ts'
import { routeRequest } from '#lib/server/route-request.ts'
import type { Runtime } from '#lib/server/runtime.ts'
import { openSecrets } from '#lib/server/secrets.ts'
import { openWebListener } from '#lib/server/web-listener.ts'
import { seedDemo } from '#prisma/seed.ts'

export interface RunningServer {
  publicUrl: string
  stop(): Promise<void>
}

export interface ServerOptions {
  /** Next's development server instead of the built pages. */
  dev: boolean
  onProgress(words: string): void
}

type Progress = ServerOptions['onProgress']

async function openDemoPush(settings: Env, open: ClosingStack): Promise<DemoPushService | null> {
  if (!settings.demo) return null
  const push = await startDemoPushService(settings.dataDirectory)
  open.add(push.stop)
  return push
}

async function openStored(settings: Env, open: ClosingStack, onProgress: Progress): Promise<Database> {
  const database = await openDatabase(settings, onProgress)
  open.add(database.stop)
  return database
}

/** Database, keys and pools: what the rest stands on. */
async function openFoundation(settings: Env, publicUrl: string, open: ClosingStack, onProgress: Progress) {
  const secrets = openSecrets(settings)
  const opening = [openStored(settings, open, onProgress), openDemoPush(settings, open)] as const
  // Both are over before a failure of one is told, so that what the other opened is closed again.
  await Promise.allSettled(opening)
  const [database, push] = await Promise.all(opening)
  const { runtime, close } = await openRuntime({
    ...secrets,
    publicUrl,
    databaseUrl: database.url,
    pushGateway: push
      ? { host: '127.0.0.1', port: push.apnsPort, caPem: push.caPem }
      : readPushGateway(settings),
    demoPushPort: push?.devicePort,
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
  if (status.topic !== topic) {
    await runtime.mdm.importPushCertificate({ certificatePem, privateKeyPem }, { allowTopicChange: true })
  }
  await seedDemo(onProgress)
}

async function startAll({ dev, onProgress }: ServerOptions, open: ClosingStack): Promise<string> {
  const settings = env()
  openDataDirectory(settings.dataDirectory)
  const listener = await openWebListener(settings.HOST, settings.PORT)
  open.add(listener.stop)
  const publicUrl = settings.ZELF_PUBLIC_URL ?? `http://127.0.0.1:${listener.port}`
  const preparing = openWeb({ dev, hostname: settings.HOST, port: listener.port })
  // Awaited below; until then its failure must not end the process.
  preparing.catch(() => undefined)
  const { runtime, push } = await openFoundation(settings, publicUrl, open, onProgress)
  await sweepIncoming(new Date())
  if (push) await prepareDemo(runtime, push, onProgress)
  const web = await preparing
  open.add(web.close)
  const jobs = await startJobs(listener.endEventStreams)
  open.add(jobs.stop)
  listener.answerWith(routeRequest([demoPushServiceRoute, serveDownload, runtime.mdm.respond], web.respond))
  const fleet = push && (await startDemoFleet(settings.dataDirectory, push.devicePort))
  open.add(async () => {
    await Promise.all([listener.stop(), fleet?.stop()])
  })
  return publicUrl
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
