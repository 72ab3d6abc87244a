import { sweepIncoming } from '#lib/portal/catalog/sweep-incoming.ts'
import { createClosingStack } from '#lib/server/closing-stack.ts'
import { type Env, env } from '#lib/server/env.ts'
import { log } from '#lib/server/log.ts'
import { openDataDirectory } from '#lib/server/open-data-directory.ts'
import { openDatabase } from '#lib/server/open-database.ts'
import { startProcesses } from '#lib/server/processes.ts'
import { publicAddresses } from '#lib/server/public-addresses.ts'
import { reservePort } from '#lib/server/reserve-port.ts'
import { openSecrets } from '#lib/server/secrets.ts'
import type { RunningServer, ServerOptions } from './server.ts'

export interface RunningProcesses extends RunningServer {
  /** Replaces the processes one after another, without a moment in which nobody serves. */
  restart(): Promise<void>
}

async function reservePorts({ HOST, PORT, MDM_HOST, MDM_PORT }: Env) {
  const web = await reservePort({ host: HOST, port: PORT, settings: { host: 'HOST', port: 'PORT' } })
  if (MDM_PORT === undefined) return { web, mdm: null }
  const place = { host: MDM_HOST ?? HOST, port: MDM_PORT }
  return { web, mdm: await reservePort({ ...place, settings: { host: 'MDM_HOST', port: 'MDM_PORT' } }) }
}

/** Opens what there is one of, the database and the keys, and runs several servers on it. Throws as startServer. */
export async function startServers(options: Pick<ServerOptions, 'onProgress'>): Promise<RunningProcesses> {
  const settings = env()
  const open = createClosingStack((error) => log.error({ err: error }, 'something did not close'))
  try {
    openDataDirectory(settings.dataDirectory)
    const ports = await reservePorts(settings)
    openSecrets(settings)
    const database = await openDatabase(settings, options.onProgress)
    open.add(database.stop)
    await sweepIncoming(new Date())
    const processes = await startProcesses({
      count: settings.ZELF_PROCESSES,
      file: 'scripts/serve-worker.ts',
      settings: {
        ZELF_DEMO: 'off',
        DATABASE_URL: database.url,
        PORT: String(ports.web),
        ...(ports.mdm !== null && { MDM_PORT: String(ports.mdm) }),
      },
    })
    open.add(processes.stop)
    return {
      publicUrl: publicAddresses(settings, ports).publicUrl,
      restart: processes.restart,
      stop: open.closeAll,
    }
  } catch (error) {
    await open.closeAll()
    throw error
  }
}
