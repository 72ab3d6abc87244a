import type postgres from 'postgres'
import type { MdmServer } from '#lib/mdm/server.ts'
import type { ChangeHub } from './change-hub.ts'
import type { PrismaClient } from './generated/client.ts'
import type { WorkHub } from './work-hub.ts'

/** What exists once in the process, though two module graphs (Node's and Next's) run in it. */
export interface Runtime {
  publicUrl: string
  /** Where Macs reach the device routes; often the same. */
  deviceUrl: string
  databaseUrl: string
  masterKey: Uint8Array
  sessionKey: string
  sql: postgres.Sql
  prisma: PrismaClient
  mdm: MdmServer
  changes: ChangeHub
  work: WorkHub
  /** The demo's fake push service, or null. */
  demoPushPort: number | null
}

const slot = Symbol.for('zelf.runtime')
type Holder = { [slot]?: Runtime }

export function setRuntime(runtime: Runtime): void {
  ;(globalThis as Holder)[slot] = runtime
}

/** The running parts. Throws when the server has not been started (a build, a tool). */
export function runtime(): Runtime {
  const found = (globalThis as Holder)[slot]
  if (!found) throw new Error('The server is not running in this process')
  return found
}
