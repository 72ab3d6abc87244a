import type { MdmServer } from '#lib/mdm/server.ts'
import { EnvironmentError, env } from '#lib/server/env.ts'
import { openDatabase } from '#lib/server/open-database.ts'
import { openRuntime } from '#lib/server/open-runtime.ts'
import { openSecrets } from '#lib/server/secrets.ts'
import { StartError } from '#lib/server/start-error.ts'

const publicUrlStandIn = 'http://127.0.0.1'

/** Opens the configured database for one piece of work on the MDM server. What can be expected to fail says so in words. */
export async function withMdm(work: (mdm: MdmServer) => Promise<void>): Promise<void> {
  try {
    await run(work)
  } catch (error) {
    const expected =
      error instanceof StartError ||
      error instanceof EnvironmentError ||
      (error instanceof Error && 'code' in error)
    console.error(expected ? error.message : error)
    process.exitCode = 1
  }
}

async function run(work: (mdm: MdmServer) => Promise<void>): Promise<void> {
  const settings = env()
  const database = await openDatabase(settings, console.log)
  try {
    const { runtime, close } = await openRuntime({
      ...openSecrets(settings),
      publicUrl: settings.ZELF_PUBLIC_URL ?? publicUrlStandIn,
      databaseUrl: database.url,
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
