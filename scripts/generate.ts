// Makes the Prisma client. The schema engine is a binary that `prisma generate` would fetch from outside
// and that generating does not need, so it is told of one that does nothing.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))

/** Generates lib/server/generated from prisma/. Throws with prisma's own output when the schema is wrong. */
export function generateClient(): void {
  const run = spawnSync(process.execPath, ['node_modules/prisma/build/index.js', 'generate', '--no-hints'], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: '/usr/bin/true', CHECKPOINT_DISABLE: '1' },
  })
  if (run.status !== 0) throw new Error(`prisma generate failed:\n${run.stdout}${run.stderr}`)
}

if (import.meta.main) generateClient()
