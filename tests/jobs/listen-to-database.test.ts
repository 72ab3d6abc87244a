import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listenToDatabase } from '#lib/jobs/listen-to-database.ts'
import { createTestDatabase, type TestDatabase } from '#tests/support/database.ts'

let database: TestDatabase
let client: pg.Client
beforeAll(async () => {
  database = await createTestDatabase()
  client = new pg.Client({ connectionString: database.url })
  await client.connect()
})
afterAll(async () => {
  await client.end()
  await database.drop()
})

function queue<T>() {
  const waiting: ((value: T) => void)[] = []
  const ready: T[] = []
  return {
    put: (value: T) => {
      const next = waiting.shift()
      if (next) next(value)
      else ready.push(value)
    },
    take: () =>
      new Promise<T>((resolve) => {
        const value = ready.shift()
        if (value === undefined) waiting.push(resolve)
        else resolve(value)
      }),
  }
}

describe('listening to the database', () => {
  it('hears every notification, and listens again after its connection was cut', async () => {
    const [heard, listening] = [queue<string>(), queue<boolean>()]
    const stop = await listenToDatabase(database.url, {
      channels: { portal_change: heard.put },
      onListening: listening.put,
    })
    expect(await listening.take()).toBe(true)
    await client.query(`NOTIFY portal_change, 'one'`)
    expect(await heard.take()).toBe('one')
    await client.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%' AND datname = current_database()`,
    )
    expect(await listening.take()).toBe(false)
    await client.query(`NOTIFY portal_change, 'two'`)
    expect(await heard.take()).toBe('two')
    await stop()
  })

  it('opens another connection when its own has fallen silent without a word', async () => {
    const router = await startRouter(new URL(database.url))
    const listening = queue<boolean>()
    const stop = await listenToDatabase(router.url, {
      channels: { portal_change: () => undefined },
      onListening: listening.put,
      heartbeat: { everyMs: 20, patienceMs: 100 },
    })
    expect(await listening.take()).toBe(true)
    router.forget()
    expect(await listening.take()).toBe(false)
    await stop()
    await router.close()
  })
})

/** Stands between a client and the database, and can stop passing on anything without closing a connection. */
async function startRouter(target: URL) {
  const sockets: Socket[] = []
  const server = createServer((near) => {
    const far = connect(Number(target.port), target.hostname)
    sockets.push(near, far)
    near.on('error', () => far.destroy()).pipe(far)
    far.on('error', () => near.destroy()).pipe(near)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = new URL(target)
  url.hostname = '127.0.0.1'
  url.port = String((server.address() as AddressInfo).port)
  return {
    url: url.href,
    forget() {
      for (const socket of sockets) socket.unpipe().pause()
    },
    async close() {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
