import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Env } from '#lib/server/env.ts'
import { type Database, openDatabase } from '#lib/server/open-database.ts'
import { StartError } from '#lib/server/start-error.ts'

type Settings = Pick<Env, 'DATABASE_URL' | 'dataDirectory'>

/** The address of the PostgreSQL that a running Zelf has started on this data; null when there is none. */
function runningUrl(directory: string): string | null {
  const pidFile = path.join(directory, 'cluster', 'postmaster.pid')
  const passwordFile = path.join(directory, 'password')
  if (!existsSync(pidFile) || !existsSync(passwordFile)) return null
  const [, , , port = '', , , , state = ''] = readFileSync(pidFile, 'utf8').split('\n')
  if (state.trim() !== 'ready') return null
  return `postgresql://zelf:${readFileSync(passwordFile, 'utf8').trim()}@127.0.0.1:${port}/zelf`
}

/** Zelf's database for a command on its machine, whether Zelf runs meanwhile or not. Throws StartError. */
export async function joinDatabase(settings: Settings): Promise<Database> {
  const url = settings.DATABASE_URL ? null : runningUrl(path.join(settings.dataDirectory, 'postgres'))
  if (url === null) return openDatabase(settings, console.error)
  try {
    return await openDatabase({ ...settings, DATABASE_URL: url }, console.error)
  } catch (error) {
    // What a Zelf that was killed left behind: nobody is there.
    if (error instanceof StartError) return openDatabase(settings, console.error)
    throw error
  }
}
