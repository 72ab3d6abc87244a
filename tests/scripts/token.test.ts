import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '#tests/support/database.ts'

let database: TestDatabase
let folder: string
beforeAll(async () => {
  database = await createTestDatabase()
  folder = await mkdtemp(path.join(tmpdir(), 'zelf-token-'))
})
afterAll(async () => {
  await database.drop()
  await rm(folder, { recursive: true })
})

function run(...words: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const { PATH = '', HOME = '' } = process.env
  const settings = { DATABASE_URL: database.url, ZELF_DEMO: 'on', ZELF_DATA_DIR: folder, LOG_LEVEL: 'silent' }
  const env = { PATH, HOME, NODE_ENV: 'test' as const, ...settings }
  return new Promise((resolve) => {
    execFile(process.execPath, ['scripts/token.ts', ...words], { env }, (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code) : 0, stdout, stderr }),
    )
  })
}

it('makes a token, says its value alone on its output, lists it without that, and revokes it', async () => {
  const made = await run('create', 'Asset register', '--scopes', 'devices:read, commands:read')
  expect(made.code).toBe(0)
  expect(made.stdout).toMatch(/^zelf_[A-Za-z0-9_-]{43}\n$/)
  expect(made.stderr).not.toContain(made.stdout.trim())
  const listed = await run('list')
  expect(listed.stdout).toContain('"Asset register"  devices:read,commands:read')
  expect(listed.stdout).not.toContain(made.stdout.trim())
  const [id = ''] = listed.stdout.split(' ')
  expect((await run('revoke', id)).stdout).toBe(`Revoked ${id}.\n`)
}, 120_000)

it('says how it is used, and makes nothing, where it is used wrongly', async () => {
  for (const words of [[], ['create', 'x', '--scopes', 'all'], ['revoke', 'x']]) {
    const { code, stdout, stderr } = await run(...words)
    expect([code, stdout], words.join(' ')).toEqual([1, ''])
    expect(stderr).toContain('npm run token -- create')
  }
}, 120_000)
