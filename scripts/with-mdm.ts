import type { MdmServer } from '#lib/mdm/server.ts'
import { env } from '#lib/server/env.ts'
import { openRuntime } from '#lib/server/open-runtime.ts'
import { openSecrets } from '#lib/server/secrets.ts'
import { joinDatabase } from './join-database.ts'

const publicUrlStandIn = 'http://127.0.0.1'

/** Opens the configured database, also while Zelf runs, for one piece of work on the MDM server. */
export async function withMdm(work: (mdm: MdmServer) => Promise<void>): Promise<void> {
  try {
    await run(work)
  } catch (error) {
    // What has a code was foreseen, and its message says what to do.
    const isExpected = error instanceof Error && 'code' in error
    console.error(isExpected ? error.message || error.code : error)
    process.exitCode = 1
  }
}

async function run(work: (mdm: MdmServer) => Promise<void>): Promise<void> {
  const settings = env()
  const database = await joinDatabase(settings)
  try {
    const { runtime, close } = await openRuntime({
      ...openSecrets(settings),
      publicUrl: settings.ZELF_PUBLIC_URL ?? publicUrlStandIn,
      databaseUrl: database.url,
      maxConnections: 2,
    })
    try {
      await work(runtime.mdm)
    } finally {
      await close()
    }
  } finally {
    await database.stop()
  }
}
