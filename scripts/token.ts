// npm run token -- create <name> --scopes devices:read,commands:write [--days 90] | list | revoke <id>
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { systemActor } from '#lib/auth/actor.ts'
import { apiScopes } from '#lib/auth/api-scopes.ts'
import { createToken } from '#lib/portal/api/create-token.ts'
import { listTokens } from '#lib/portal/api/list-tokens.ts'
import { revokeToken } from '#lib/portal/api/revoke-token.ts'
import { createTokenInput } from '#lib/portal/api/schema.ts'
import { env } from '#lib/server/env.ts'
import { openRuntime } from '#lib/server/open-runtime.ts'
import { openSecrets } from '#lib/server/secrets.ts'
import { joinDatabase } from './join-database.ts'

const usage = `Usage:
  npm run token -- create <name> --scopes <scope,scope> [--days 90]   --days 0 never expires
  npm run token -- list
  npm run token -- revoke <id>

Scopes: ${apiScopes.join(', ')}`

const actor = systemActor('Console')

class UsageError extends Error {
  readonly code = 'usage'
}

type Work = () => Promise<void>

function planCreate(name: string, options: { scopes?: string; days?: string }): Work {
  const days = Number(options.days ?? '90')
  const scopes = (options.scopes ?? '').split(',').map((scope) => scope.trim())
  const parsed = createTokenInput.safeParse({ name, scopes, expiresInDays: days === 0 ? null : days })
  if (!parsed.success) throw new UsageError(`${z.prettifyError(parsed.error)}\n\n${usage}`)
  return async () => {
    const { id, token, expiresAt } = await createToken(actor, parsed.data)
    console.error(`Made ${id}, ${expiresAt ? `good until ${expiresAt.toISOString()}` : 'without an end'}.`)
    console.error('This is the token. It is shown this once:')
    console.log(token)
  }
}

async function list(): Promise<void> {
  for (const { id, state, name, scopes, expiresAt, lastUsedAt } of await listTokens(actor)) {
    const end = expiresAt ? `until ${expiresAt.toISOString().slice(0, 10)}` : 'no end'
    const used = lastUsedAt ? `used ${lastUsedAt.toISOString().slice(0, 16)}Z` : 'never used'
    console.log([id, state, end, used, JSON.stringify(name), scopes.join(',')].join('  '))
  }
}

async function revoke(tokenId: string): Promise<void> {
  await revokeToken(actor, { tokenId })
  console.log(`Revoked ${tokenId}.`)
}

/** What was asked for, before anything is opened. Throws UsageError. */
function plan(): Work {
  const options = { scopes: { type: 'string' }, days: { type: 'string' } } as const
  const { positionals, values } = parseArgs({ options, allowPositionals: true })
  const [verb, subject = '', ...rest] = positionals
  if (rest.length > 0) throw new UsageError(usage)
  if (verb === 'create' && subject !== '') return planCreate(subject, values)
  if (verb === 'list' && subject === '') return list
  if (verb === 'revoke' && z.uuid().safeParse(subject).success) return () => revoke(subject)
  throw new UsageError(usage)
}

async function runOnDatabase(work: Work): Promise<void> {
  const settings = env()
  const database = await joinDatabase(settings)
  try {
    const { close } = await openRuntime({
      ...openSecrets(settings),
      publicUrl: settings.ZELF_PUBLIC_URL ?? 'http://127.0.0.1',
      databaseUrl: database.url,
      maxConnections: 2,
    })
    try {
      await work()
    } finally {
      await close()
    }
  } finally {
    await database.stop()
  }
}

try {
  await runOnDatabase(plan())
} catch (error) {
  // What has a code was foreseen, and its message says what to do.
  const isExpected = error instanceof Error && 'code' in error
  console.error(isExpected ? error.message || error.code : error)
  process.exitCode = 1
}
