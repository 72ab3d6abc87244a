import type { MdmOptions } from '#lib/mdm/server.ts'
import { createChangeHub } from './change-hub.ts'
import { log } from './log.ts'
import { openMdm } from './open-mdm.ts'
import { openPool } from './open-pool.ts'
import { openPrisma } from './prisma.ts'
import type { PushGateway } from './read-push-gateway.ts'
import { type Runtime, setRuntime } from './runtime.ts'
import { createWorkHub } from './work-hub.ts'

export interface RuntimeOptions {
  publicUrl: string
  /** Where Macs reach the device routes, if it is not there too. */
  deviceUrl?: string
  databaseUrl: string
  masterKey: Uint8Array
  sessionKey: string
  maxConnections?: number
  pushGateway?: PushGateway
  mdmcert?: MdmOptions['mdmcert']
  clientCertificateProxy?: MdmOptions['clientCertificateProxy']
  demoPushPort?: number
  /** Whether a Mac may enrol; every Mac with an invitation if it is not given. */
  admit?: MdmOptions['admit']
}

export interface OpenRuntime {
  runtime: Runtime
  close(): Promise<void>
}

/** Opens the pools on a migrated database and makes what the process has one of; `runtime()` finds it from then on. */
export async function openRuntime(options: RuntimeOptions): Promise<OpenRuntime> {
  const sql = openPool(options.databaseUrl, options.maxConnections ?? 10)
  const prisma = openPrisma(options.databaseUrl, options.maxConnections)
  const changes = createChangeHub((error) => log.error({ error }, 'a change could not be read'))
  const { publicUrl, databaseUrl, masterKey, sessionKey } = options
  const work = createWorkHub()
  const deviceUrl = options.deviceUrl ?? publicUrl
  const mdm = openMdm({
    ...options,
    publicUrl: deviceUrl,
    pagesUrl: publicUrl,
    sql,
    prisma,
    onWork: work.tell,
  })
  const runtime: Runtime = {
    publicUrl,
    deviceUrl,
    databaseUrl,
    masterKey,
    sessionKey,
    sql,
    prisma,
    mdm,
    changes,
    work,
    demoPushPort: options.demoPushPort ?? null,
  }
  setRuntime(runtime)
  return {
    runtime,
    async close() {
      await mdm.stop()
      await prisma.$disconnect()
      await sql.end({ timeout: 5 })
    },
  }
}
