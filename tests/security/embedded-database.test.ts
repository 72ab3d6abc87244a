import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { formObject } from '#lib/auth/form-object.ts'
import { type EmbeddedPostgres, startEmbeddedPostgres } from '#lib/server/postgres/start-embedded-postgres.ts'

let folder: string
let server: EmbeddedPostgres
const canary = 'c4'.repeat(32)

beforeAll(async () => {
  vi.stubEnv('ZELF_MASTER_KEY', canary)
  folder = mkdtempSync(path.join(tmpdir(), 'zelf-embedded-'))
  server = await startEmbeddedPostgres({ directory: path.join(folder, 'postgres') })
})
afterAll(async () => {
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
  vi.unstubAllEnvs()
})

describe('promise 7: the database does not hold the key that seals it', () => {
  // The role of Zelf is the superuser of its own PostgreSQL, so an injected statement could run a program there.
  it('not even in the environment of its processes', async () => {
    const client = new pg.Client({ connectionString: server.url })
    await client.connect()
    await client.query('CREATE TABLE environment (line text)')
    await client.query(`COPY environment FROM PROGRAM 'env'`)
    const { rows } = await client.query<{ line: string }>('SELECT line FROM environment')
    await client.end()
    expect(rows.length).toBeGreaterThan(0)
    expect(JSON.stringify(rows)).not.toContain(canary)
  })
})

it('a form brings no NUL, which the database could not keep', () => {
  const form = new FormData()
  form.set('reason', 'a\u0000b')
  form.set('empty', '\u0000')
  expect(formObject(form)).toEqual({ reason: 'ab', empty: undefined })
})
