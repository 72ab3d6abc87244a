import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { SimulatedMac } from '#simulator/mac/simulated-mac.ts'
import { startTestMdm, type TestMdm } from '../support/start-test-mdm.ts'

let server: TestMdm
let mac: SimulatedMac
let client: pg.Client
const rows = 200_000

/** A year of one company's answers; every fortieth is of our Mac. */
async function fillHistory(): Promise<void> {
  await server.sql`
    INSERT INTO mdm_command_history (id, enrollment_id, sequence, request_type, status, idempotency_key, created_at,
      sent_at, answered_at)
    SELECT gen_random_uuid(), CASE WHEN n % 40 = 0 THEN ${mac.enrollmentId}::text ELSE 'MAC-' || n % 5000 END, n,
      'DeviceInformation', 'acknowledged', CASE WHEN n % 2 = 0 THEN 'daily:' || n END, at, at, at
    FROM (SELECT n, now() - n * interval '157 seconds' AS at FROM generate_series(1, ${rows}::int) n) s`
  await server.sql`ANALYZE mdm_command_history`
}

/** The plan of the last statement that named the table, as it is for whatever values. */
async function planOf(run: () => Promise<unknown>, table: string): Promise<string> {
  server.takeStatements()
  await run()
  const text = server.takeStatements().findLast((statement) => statement.includes(table)) ?? ''
  const count = new Set(text.match(/\$\d+/g)).size
  const nulls = Array.from({ length: count }, () => 'NULL').join(', ')
  await client.query(`PREPARE asked AS ${text}`)
  const { rows: lines } = await client.query(`EXPLAIN EXECUTE asked${count > 0 ? `(${nulls})` : ''}`)
  await client.query('DEALLOCATE asked')
  return lines.map((line) => line['QUERY PLAN']).join('\n')
}

beforeAll(async () => {
  server = await startTestMdm()
  client = new pg.Client({ connectionString: server.databaseUrl })
  await client.connect()
  await client.query('SET plan_cache_mode = force_generic_plan')
  mac = await server.enrollMac()
  await fillHistory()
})
afterAll(async () => {
  await client.end()
  await server.stop()
})

const historyScan = /Seq Scan on mdm_command_history/
const operations = () => server.mdm.in(server.sql)

describe('a long history', () => {
  it.each([
    ['an idle poll', 'mdm_certificate', () => mac.reports('Idle')],
    [
      'asking once by key',
      'mdm_command_history',
      () =>
        operations().queue(
          mac.enrollmentId,
          { RequestType: 'ProfileList' },
          { idempotencyKey: randomUUID() },
        ),
    ],
    [
      'an answer',
      'mdm_command_history',
      async () => {
        await operations().queue(mac.enrollmentId, { RequestType: 'DeviceLock', PIN: '123456' })
        await mac.reports('Error', await mac.reports('Idle'))
      },
    ],
    ['the state of a command', 'mdm_command_history', () => operations().commandState(randomUUID())],
    [
      'the list of a Mac’s commands',
      'mdm_command_history',
      () => operations().listCommands(mac.enrollmentId, { limit: 50 }),
    ],
    ['forgetting', 'mdm_command_history', () => server.mdm.forgetHistory(new Date(0))],
  ])('is not walked over by %s', async (_what, table, run) => {
    const plan = await planOf(run, table)
    expect(plan).not.toMatch(historyScan)
    expect(plan).toMatch(/Scan/)
  })

  it('goes a part at a time, the oldest first', async () => {
    const before = new Date(Date.now() - 300 * 24 * 3_600_000)
    const old = await server.sql<{ count: number }>`
      SELECT count(*)::int AS count FROM mdm_command_history
      WHERE answered_at < ${before.toISOString()}::text::timestamptz`
    const first = await server.mdm.forgetHistory(before)
    expect(first).toBeLessThanOrEqual(50_000)
    let gone = first
    for (let more = first; more > 0; gone += more) more = await server.mdm.forgetHistory(before)
    expect(gone).toBe(old[0]?.count)
    const [left] = await server.sql<{
      oldest: Date
    }>`SELECT min(answered_at) AS oldest FROM mdm_command_history`
    expect(left?.oldest.getTime()).toBeGreaterThanOrEqual(before.getTime())
  })
})

describe('retention', () => {
  const long = new Date(Date.now() + 400 * 24 * 3_600_000)

  it('forgets answers that nobody could read, and counts them until then', async () => {
    await server.sql`
      INSERT INTO mdm_result (command_id, enrollment_id, request_type, body, failure)
      VALUES (gen_random_uuid(), ${mac.enrollmentId}::text, 'SecurityInfo', '\\x00', 'unreadable')`
    await server.sql`
      INSERT INTO mdm_result (command_id, enrollment_id, request_type, body)
      VALUES (gen_random_uuid(), ${mac.enrollmentId}::text, 'SecurityInfo', '\\x00')`
    expect(await server.mdm.countUnreadable()).toBe(1)
    await server.mdm.forgetHistory(long)
    expect(await server.mdm.countUnreadable()).toBe(0)
    expect(await server.sql`SELECT id FROM mdm_result`).toHaveLength(1)
  })

  it('forgets links that nobody used, and keeps who came in by which, with every certificate', async () => {
    await server.invite()
    const certificates = await server.sql`SELECT 1 FROM mdm_certificate`
    await server.mdm.forgetHistory(long)
    expect(await server.sql`SELECT 1 FROM mdm_invitation WHERE enrolled_at IS NULL`).toHaveLength(0)
    expect(await server.sql`SELECT 1 FROM mdm_invitation`).toHaveLength(1)
    expect(await server.sql`SELECT 1 FROM mdm_certificate`).toHaveLength(certificates.length)
    // Who it is, is still known: it is given the command that waits.
    expect(await mac.reports('Idle')).not.toBeNull()
  })
})
