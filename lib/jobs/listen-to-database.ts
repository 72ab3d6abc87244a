import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { log } from '#lib/server/log.ts'

export interface Hearing {
  /** What to do with the payload of each NOTIFY, by channel. */
  channels: Record<string, (payload: string) => void>
  /** Called whenever listening begins: at first, and after a lost connection, when anything may have been missed. */
  onListening(first: boolean): void
  /** How often the connection is tried, and how long its answer may take; 10 s each. */
  heartbeat?: { everyMs: number; patienceMs: number }
}

const usualHeartbeat = { everyMs: 10_000, patienceMs: 10_000 }

/** A connection that is dead without a word (a router forgot it, a host is gone) would otherwise be waited on for hours. */
function keepTrying(client: pg.Client, { everyMs, patienceMs } = usualHeartbeat): void {
  let asking = false
  const timer = setInterval(async () => {
    if (asking) return
    asking = true
    // With a statement under way, end() does not wait for the other side.
    const impatience = setTimeout(() => {
      log.warn('the connection that hears of changes is silent; another is opened')
      void client.end()
    }, patienceMs)
    await client.query('SELECT 1').catch((error: unknown) => log.debug({ err: error }, 'no heartbeat'))
    clearTimeout(impatience)
    asking = false
  }, everyMs)
  client.once('end', () => clearInterval(timer))
}

async function openClient(databaseUrl: string, hearing: Hearing): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: databaseUrl,
    keepAlive: true,
    connectionTimeoutMillis: 10_000,
  })
  client.on('error', (error) => log.warn({ err: error }, 'the connection that hears of changes was lost'))
  client.on('notification', ({ channel, payload }) => hearing.channels[channel]?.(payload ?? ''))
  try {
    await client.connect()
    for (const channel of Object.keys(hearing.channels)) await client.query(`LISTEN "${channel}"`)
  } catch (error) {
    await client.end()
    throw error
  }
  keepTrying(client, hearing.heartbeat)
  return client
}

/**
 * Hears NOTIFY until the returned function is called, on a connection of its own.
 * postgres.js gives up for good when its first attempt to reconnect fails, so this one keeps trying.
 */
export async function listenToDatabase(databaseUrl: string, hearing: Hearing): Promise<() => Promise<void>> {
  const stopping = new AbortController()
  let client = await openClient(databaseUrl, hearing)
  watch(client)
  hearing.onListening(true)

  function watch(watched: pg.Client): void {
    watched.once('end', () => void reconnect())
  }

  async function reconnect(): Promise<void> {
    for (let pauseMs = 200; !stopping.signal.aborted; pauseMs = Math.min(pauseMs * 2, 5_000)) {
      try {
        client = await openClient(databaseUrl, hearing)
        if (stopping.signal.aborted) return await client.end()
        watch(client)
        return hearing.onListening(false)
      } catch (error) {
        log.warn({ err: error }, 'the database does not answer yet')
        await sleep(pauseMs, undefined, { signal: stopping.signal }).catch(() => undefined)
      }
    }
  }

  return async () => {
    stopping.abort()
    await client.end()
  }
}
