import { randomBytes } from 'node:crypto'
import { rmSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import postgres from 'postgres'
import { startEmbeddedPostgres } from '#lib/server/postgres/start-embedded-postgres.ts'
import { applyMigrations } from '#lib/server/schema-engine.ts'
import type { SavedAuthority } from '#simulator/apns/apns-authority.ts'
import { type BenchChild, startChild } from './control-channel.ts'
import { readPostmasterPid } from './database-cpu.ts'
import { findFreePort } from './find-free-port.ts'
import type { ServeApnsSettings } from './serve-apns.ts'
import type { ServeMdmSettings } from './serve-mdm.ts'

export type ApnsFacts = { port: number; caPem: string; authority: SavedAuthority }

/** A database, a push service and the way to start servers on them. */
export type Stage = {
  databaseUrl: string
  postmasterPid: number
  /** For counting, outside the time that is measured. */
  sql: postgres.Sql
  apns: BenchChild
  apnsFacts: ApnsFacts
  /** Starts a server, with the first one's address as that of all. */
  startServer: (port: number) => Promise<BenchChild>
  startApns: (settings: ServeApnsSettings) => Promise<{ child: BenchChild; facts: ApnsFacts }>
  firstPort: number
  closing: (() => Promise<void>)[]
  close: () => Promise<void>
}

const here = (file: string) => path.join(import.meta.dirname, file)

async function openDatabase(closing: Stage['closing']) {
  const folder = await mkdtemp(path.join(tmpdir(), 'zelf-bench-'))
  const clear = () => rmSync(folder, { recursive: true, force: true })
  // Also when somebody ends the bench in the middle.
  process.once('exit', clear)
  closing.push(async () => clear())
  const directory = path.join(folder, 'postgres')
  // The settings are those of the product: none of its own.
  const database = await startEmbeddedPostgres({ directory })
  closing.push(database.stop)
  await applyMigrations(database.url)
  const sql = postgres(database.url, { max: 2, onnotice: () => undefined })
  closing.push(() => sql.end({ timeout: 5 }))
  return { databaseUrl: database.url, sql, postmasterPid: readPostmasterPid(path.join(directory, 'cluster')) }
}

/** Opens all of it but the servers; whatever was opened is closed again when a later step fails. */
export async function openStage(): Promise<Stage> {
  const closing: Stage['closing'] = []
  const close = async () => {
    for (const step of closing.splice(0).reverse()) await step()
  }
  const keep = (child: BenchChild): BenchChild => {
    closing.push(() => child.end())
    return child
  }
  try {
    const database = await openDatabase(closing)
    const startApns = async (settings: ServeApnsSettings) => {
      const child = keep(await startChild(here('serve-apns.ts'), {}))
      return { child, facts: await child.ask<ApnsFacts>('open', settings) }
    }
    const { child: apns, facts: apnsFacts } = await startApns({ port: 0 })
    const firstPort = await findFreePort()
    const settings: Omit<ServeMdmSettings, 'port'> = {
      databaseUrl: database.databaseUrl,
      masterKeyHex: randomBytes(32).toString('hex'),
      publicUrl: `http://127.0.0.1:${firstPort}`,
      pushGateway: { host: '127.0.0.1', port: apnsFacts.port, caPem: apnsFacts.caPem },
    }
    const startServer: Stage['startServer'] = async (port) => {
      const env = { ...process.env, LOG_LEVEL: 'error', NODE_ENV: 'production' } as const
      return keep(await startChild(here('serve-mdm.ts'), { ...settings, port }, { env }))
    }
    return { ...database, apns, apnsFacts, startServer, startApns, firstPort, closing, close }
  } catch (error) {
    await close()
    throw error
  }
}
