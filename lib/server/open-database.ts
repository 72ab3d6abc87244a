import path from 'node:path'
import pg from 'pg'
import type { Env } from './env.ts'
import { startEmbeddedPostgres } from './postgres/start-embedded-postgres.ts'
import { applyMigrations } from './schema-engine.ts'
import { StartError } from './start-error.ts'

export interface Database {
  url: string
  /** Stops PostgreSQL when it is ours. */
  stop(): Promise<void>
}

const reasons: Record<string, string> = {
  ECONNREFUSED: 'nothing answers there',
  ENOTFOUND: 'there is no such host',
  EAI_AGAIN: 'the host name cannot be looked up',
  ETIMEDOUT: 'no answer came within ten seconds',
  EHOSTUNREACH: 'that host cannot be reached',
  ENETUNREACH: 'that network cannot be reached',
  '28P01': 'the password is wrong',
  '28000': 'the user is not let in',
  '3D000': 'there is no such database',
  '53300': 'it has no connection left',
}

function codeOf(error: unknown): string {
  if (error instanceof AggregateError) return codeOf(error.errors[0])
  if (!(error instanceof Error)) return ''
  if ('code' in error) return String(error.code)
  return /timeout/i.test(error.message) ? 'ETIMEDOUT' : ''
}

function describe(url: string): string {
  const { hostname, port, pathname, username } = new URL(url)
  return `${username ? `${username}@` : ''}${hostname}:${port || 5432}${pathname}`
}

function withReason(url: string, cause: unknown): StartError {
  const said = cause instanceof Error ? cause.message : 'unknown reason'
  const reason = reasons[codeOf(cause)] ?? (said || 'no reason was given')
  return new StartError(`DATABASE_URL (${describe(url)}) cannot be used: ${reason}.`, { cause })
}

async function tryToConnect(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  // Without a listener a connection that breaks later would end the process with a stack trace.
  client.on('error', () => undefined)
  try {
    await client.connect()
    await client.query('SELECT 1')
  } catch (cause) {
    throw withReason(url, cause)
  } finally {
    await client.end()
  }
}

/** PostgreSQL at DATABASE_URL, or the one that comes along; migrated. Throws StartError. */
export async function openDatabase(
  env: Pick<Env, 'DATABASE_URL' | 'dataDirectory'>,
  onProgress: (words: string) => void,
): Promise<Database> {
  const database = env.DATABASE_URL
    ? { url: env.DATABASE_URL, stop: async () => undefined }
    : await startEmbeddedPostgres({
        directory: path.join(env.dataDirectory, 'postgres'),
        onCreate: () => onProgress('Making the database (only at the first start) ...'),
      })
  try {
    if (env.DATABASE_URL) await tryToConnect(env.DATABASE_URL)
    await applyMigrations(database.url)
    return database
  } catch (cause) {
    await database.stop()
    if (cause instanceof StartError) throw cause
    const said = cause instanceof Error ? cause.message.split('\n')[0] : String(cause)
    throw new StartError(`The database could not be brought up to date: ${said}.`, { cause })
  }
}
