import { existsSync } from 'node:fs'
import { generateClient } from './generate.ts'
import { newestChange } from './newest-change.ts'
import { runStep } from './run-step.ts'

const sources = [
  'app',
  'components',
  'lib',
  'messages',
  'public',
  'prisma',
  'proxy.ts',
  'next.config.ts',
  'postcss.config.mjs',
  'tsconfig.json',
  'package.json',
  'package-lock.json',
]

export class BuildError extends Error {
  readonly code = 'build_failed'
}

/** Makes the Prisma client when it is missing or older than the schema. */
export function ensureClient(say: (words: string) => void): void {
  const schema = newestChange(['prisma/schema.prisma', 'prisma/models', 'package-lock.json'])
  const client = 'lib/server/generated/client.ts'
  if (existsSync(client) && newestChange([client]) >= schema) return
  say('Making the database client ...')
  generateClient()
}

/** Whether the built pages are those of the sources as they are now. */
export function pagesAreBuilt(): boolean {
  return existsSync('.next/BUILD_ID') && newestChange(['.next/BUILD_ID']) >= newestChange(sources)
}

/** Builds the pages when they are missing or older than the sources. Throws BuildError with what Next printed. */
export async function ensurePages(say: (words: string) => void): Promise<void> {
  if (pagesAreBuilt()) return
  say('Building the pages, about a minute; only the first time and after a change ...')
  const env = { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' } as const
  const words = ['node_modules/next/dist/bin/next', 'build']
  const result = await runStep(words, env, (seconds) => say(`  still building after ${seconds} s`))
  if (result.code !== 0) throw new BuildError(`The pages could not be built:\n${result.output}`)
  say(`The pages were built in ${result.seconds} s.`)
}
