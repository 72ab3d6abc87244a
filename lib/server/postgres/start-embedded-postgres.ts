import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import {
  chmodSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { StartError } from '../start-error.ts'
import { endWithUs } from './end-with-us.ts'
import { locatePostgresBinaries, type PostgresBinaries } from './postgres-binaries.ts'
import { decideRunAs, type RunAs } from './run-as.ts'
import { stopOrphan } from './stop-orphan.ts'

export interface EmbeddedPostgres {
  /** Address of the database `zelf`; only this machine reaches it, and only with the password in it. */
  url: string
  stop(): Promise<void>
}

export interface EmbeddedPostgresOptions {
  /** Holds the cluster, its log and its password. Made when missing. */
  directory: string
  settings?: Record<string, string>
  /** Told before the slow first step. */
  onCreate?: () => void
}

const user = 'zelf'
/** Ours may hold the key that seals what is secret in the database, and PostgreSQL can read its own environment. */
const plainEnvironment: NodeJS.ProcessEnv = {
  NODE_ENV: 'production',
  PATH: '/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin',
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  return port
}

function readPassword(file: string): string {
  if (existsSync(file)) return readFileSync(file, 'utf8').trim()
  const password = randomBytes(24).toString('hex')
  writeFileSync(file, password, { mode: 0o600 })
  return password
}

function createCluster(initdb: string, as: RunAs, cluster: string, passwordFile: string): void {
  // A folder without PG_VERSION is what an interrupted initdb left.
  rmSync(cluster, { recursive: true, force: true })
  mkdirSync(cluster, { mode: 0o700 })
  as.give(cluster)
  as.give(passwordFile)
  const [command = initdb, ...rest] = [
    ...as.prefix,
    initdb,
    `--pgdata=${cluster}`,
    `--username=${user}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--no-instructions',
    '--no-sync',
  ]
  const run = spawnSync(command, rest, { uid: as.uid, gid: as.gid, encoding: 'utf8', cwd: '/' })
  if (run.status === 0) return
  const reason = run.error?.message ?? `${run.stderr}`.trim().split('\n').at(-1)
  throw new StartError(`PostgreSQL could not make its database in ${cluster}: ${reason}.`, {
    cause: run.error,
  })
}

function isReady(cluster: string): boolean {
  const file = path.join(cluster, 'postmaster.pid')
  return existsSync(file) && readFileSync(file, 'utf8').split('\n')[7]?.trim() === 'ready'
}

async function waitUntilReady(child: ChildProcess, cluster: string, logFile: string): Promise<void> {
  const started = Date.now()
  while (!isReady(cluster)) {
    if (child.exitCode !== null || Date.now() - started > 60_000) {
      const last = readFileSync(logFile, 'utf8').trim().split('\n').at(-1)
      throw new StartError(`PostgreSQL did not start: ${last || 'it said nothing'}. See ${logFile}.`)
    }
    await sleep(15)
  }
}

function launch(binaries: PostgresBinaries, as: RunAs, cluster: string, log: number, settings: object) {
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const [command = binaries.postgres, ...rest] = [...as.prefix, binaries.postgres, '-D', cluster, ...flags]
  const stdio: ('ignore' | number)[] = ['ignore', log, log]
  const identity = { uid: as.uid, gid: as.gid, env: plainEnvironment }
  return spawn(command, rest, { ...identity, stdio, detached: true, cwd: '/' })
}

async function createDatabase(serverUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl })
  await client.connect()
  try {
    const found = await client.query(`SELECT 1 FROM pg_database WHERE datname = 'zelf'`)
    if (found.rowCount === 0) await client.query('CREATE DATABASE zelf')
  } finally {
    await client.end()
  }
}

function stopper(child: ChildProcess, release: () => void): () => Promise<void> {
  return async () => {
    if (child.exitCode === null && child.signalCode === null) {
      const exit = once(child, 'exit')
      child.kill('SIGINT')
      await exit
    }
    release()
  }
}

/**
 * Starts the PostgreSQL that came with `npm ci`, on loopback and a free port; makes its cluster at first.
 * Whatever a killed predecessor left is cleared away first. Throws StartError.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const directory = path.resolve(options.directory)
  const cluster = path.join(directory, 'cluster')
  const passwordFile = path.join(directory, 'password')
  const logFile = path.join(directory, 'postgres.log')
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  const binaries = await locatePostgresBinaries()
  await stopOrphan(cluster)
  const as = decideRunAs(binaries.postgres, directory)
  const password = readPassword(passwordFile)
  if (!existsSync(path.join(cluster, 'PG_VERSION'))) {
    options.onCreate?.()
    createCluster(binaries.initdb, as, cluster, passwordFile)
  }
  const port = await findFreePort()
  const log = openSync(logFile, 'w', 0o600)
  chmodSync(logFile, 0o600)
  const place = { listen_addresses: '127.0.0.1', port, unix_socket_directories: '' }
  const child = launch(binaries, as, cluster, log, { ...place, ...options.settings })
  closeSync(log)
  const watch = endWithUs(child.pid ?? 0)
  const stop = stopper(child, watch.release)
  try {
    await waitUntilReady(child, cluster, logFile)
    const address = `postgresql://${user}:${password}@127.0.0.1:${port}`
    await createDatabase(`${address}/postgres`)
    return { url: `${address}/zelf`, stop }
  } catch (error) {
    await stop()
    throw error
  }
}
