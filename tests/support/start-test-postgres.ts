import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { TestProject } from 'vitest/node'
import { startEmbeddedPostgres } from '#lib/server/postgres/start-embedded-postgres.ts'
import { applyMigrations } from '#lib/server/schema-engine.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** A migrated database of the run's own PostgreSQL, which createTestDatabase() copies. */
    templateUrl: string
  }
}

const careless = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '300' }

/** One PostgreSQL for the whole run, thrown away afterwards. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(path.join(tmpdir(), 'zelf-test-'))
  const postgres = await startEmbeddedPostgres({
    directory: path.join(folder, 'postgres'),
    settings: careless,
  })
  await applyMigrations(postgres.url)
  project.provide('templateUrl', postgres.url)
  return async () => {
    await postgres.stop()
    await rm(folder, { recursive: true, force: true })
  }
}
