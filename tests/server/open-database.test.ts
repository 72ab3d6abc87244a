import { createServer, type Server } from 'node:net'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { openDatabase } from '#lib/server/open-database.ts'
import { StartError } from '#lib/server/start-error.ts'
import { createTestDatabase, type TestDatabase } from '#tests/support/database.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

const silent = () => undefined
async function refusal(url: string): Promise<string> {
  const error = await openDatabase({ DATABASE_URL: url, dataDirectory: '/nowhere' }, silent).catch(
    (e: unknown) => e,
  )
  if (!(error instanceof StartError)) throw error
  return error.message
}

function changed(change: (url: URL) => void): string {
  const url = new URL(inject('templateUrl'))
  change(url)
  return url.href
}

async function deafServer(): Promise<{ server: Server; port: number }> {
  const server = createServer(() => undefined)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return { server, port: typeof address === 'object' && address ? address.port : 0 }
}

describe('DATABASE_URL', () => {
  it('opens a database that is there, and leaves its server running', async () => {
    const opened = await openDatabase({ DATABASE_URL: database.url, dataDirectory: '/nowhere' }, silent)
    expect(opened.url).toBe(database.url)
    await opened.stop()
  })

  it('is refused in one sentence without the password when that is wrong', async () => {
    const said = await refusal(
      changed((url) => {
        url.password = 'canary'
      }),
    )
    expect(said).toMatch(/^DATABASE_URL .* cannot be used: the password is wrong\.$/)
    expect(said).not.toContain('canary')
  })

  it('is refused when there is no such database, host or server', async () => {
    const { server, port } = await deafServer()
    server.close()
    expect(await refusal(changed((url) => (url.pathname = '/nothing')))).toContain('no such database')
    expect(await refusal('postgresql://zelf@nothing.invalid/zelf')).toMatch(/no such host|looked up/)
    expect(await refusal(`postgresql://zelf@127.0.0.1:${port}/zelf`)).toContain('nothing answers there')
  })

  it('is refused after ten seconds when the server never answers', async () => {
    const { server, port } = await deafServer()
    const started = Date.now()
    expect(await refusal(`postgresql://zelf@127.0.0.1:${port}/zelf`)).toContain('ten seconds')
    expect(Date.now() - started).toBeLessThan(15_000)
    server.close()
  })
})
