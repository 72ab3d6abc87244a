import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CommandStateRow, MdmOperations } from '#lib/mdm/server.ts'
import type { SimulatedMac } from '#simulator/mac/simulated-mac.ts'
import { startTestMdm, type TestMdm } from '../support/start-test-mdm.ts'

let server: TestMdm
let operations: MdmOperations
beforeAll(async () => {
  server = await startTestMdm()
  operations = server.mdm.in(server.sql)
})
afterAll(() => server.stop())

const profileList = { RequestType: 'ProfileList' }

async function queueMany(mac: SimulatedMac, count: number): Promise<string[]> {
  const ids: string[] = []
  for (let n = 0; n < count; n++) {
    ids.push((await operations.queue(mac.enrollmentId, profileList)).commandUuid)
  }
  return ids
}

async function listAll(mac: SimulatedMac, limit: number): Promise<CommandStateRow[]> {
  const found: CommandStateRow[] = []
  let before: string | undefined
  do {
    const page = await operations.listCommands(mac.enrollmentId, before ? { limit, before } : { limit })
    expect(page.commands.length).toBeLessThanOrEqual(limit)
    found.push(...page.commands)
    before = page.next ?? undefined
  } while (before !== undefined)
  return found
}

describe('cancelling all', () => {
  it('takes back what was not sent, leaves what was, and tells the portal of each', async () => {
    const [mac, other] = [await server.enrollMac(), await server.enrollMac()]
    const [sent = '', ...unsent] = await queueMany(mac, 4)
    await queueMany(other, 1)
    await mac.reports('Idle')
    expect(await operations.cancelAll(mac.enrollmentId)).toBe(3)
    expect(await operations.cancelAll(mac.enrollmentId)).toBe(0)
    expect(await operations.commandState(sent)).toMatchObject({ status: 'sent' })
    for (const id of unsent) {
      expect(await operations.commandState(id)).toMatchObject({ status: 'cancelled' })
    }
    expect((await operations.listCommands(other.enrollmentId, { limit: 5 })).commands).toMatchObject([
      { status: 'queued' },
    ])
    const told: unknown[] = []
    await server.mdm.takeEvents(async (event) => {
      if (event.enrollmentId === mac.enrollmentId && event.kind === 'command_answered') told.push(event.data)
    }, 1000)
    expect(told).toMatchObject(unsent.map((commandUuid) => ({ commandUuid, status: 'Cancelled' })))
  })

  it('takes back what was put off', async () => {
    const mac = await server.enrollMac()
    const [id = ''] = await queueMany(mac, 1)
    await mac.reports('NotNow', await mac.reports('Idle'))
    expect(await operations.cancelAll(mac.enrollmentId)).toBe(1)
    expect(await operations.commandState(id)).toMatchObject({ status: 'cancelled' })
    expect(await mac.reports('Idle')).toBeNull()
  })
})

describe('the list of commands', () => {
  it('gives each command once, newest first, whatever the size of a page', async () => {
    const mac = await server.enrollMac()
    const done = await queueMany(mac, 5)
    let next = await mac.reports('Idle')
    while (next) {
      server.passTime(1000)
      next = await mac.reports(next.CommandUUID === done[1] ? 'Error' : 'Acknowledged', next)
    }
    const waiting = await queueMany(mac, 3)
    const expected = [...waiting.toReversed(), ...done.toReversed()]
    for (const limit of [1, 2, 3, 5, 8, 100]) {
      expect((await listAll(mac, limit)).map((command) => command.commandUuid)).toEqual(expected)
    }
    expect(await listAll(mac, 100)).toMatchObject([
      ...waiting.map(() => ({ status: 'queued', requestType: 'ProfileList', answeredAt: null })),
      { status: 'acknowledged' },
      { status: 'acknowledged' },
      { status: 'acknowledged' },
      { status: 'error' },
      { status: 'acknowledged' },
    ])
  })

  it('gives commands that ended in the same moment once each', async () => {
    const mac = await server.enrollMac()
    const ids = await queueMany(mac, 6)
    await operations.cancelAll(mac.enrollmentId)
    expect((await listAll(mac, 2)).map((command) => command.commandUuid)).toEqual(ids.toReversed())
  })

  it('refuses a place that it never gave', async () => {
    const mac = await server.enrollMac()
    for (const before of ['', 'x', 'waiting-', '1-2-3', "1-1' OR 1=1", '99999999999999-1', 'waiting--1']) {
      await expect(operations.listCommands(mac.enrollmentId, { limit: 5, before })).rejects.toMatchObject({
        code: 'position_unknown',
      })
    }
  })

  it('walks the index of the enrollment, however long the history', async () => {
    const mac = await server.enrollMac()
    await server.sql`
      INSERT INTO mdm_command_history (id, enrollment_id, sequence, request_type, status, created_at, answered_at)
      SELECT gen_random_uuid(), CASE WHEN n % 200 = 0 THEN ${mac.enrollmentId}::text ELSE 'mac-' || n % 200 END, n,
        'ProfileList', 'acknowledged', now(), now() - n * interval '1 second' FROM generate_series(1, 40000) AS n`
    await server.sql`ANALYZE mdm_command_history`
    const first = await operations.listCommands(mac.enrollmentId, { limit: 20 })
    server.takeStatements()
    await operations.listCommands(mac.enrollmentId, { limit: 20, before: first.next ?? '' })
    const [statement = ''] = server.takeStatements()
    const { answeredAt } = first.commands.at(-1) ?? {}
    const plan = await explain(statement, [
      mac.enrollmentId,
      answeredAt?.toISOString() ?? null,
      '9',
      21,
      mac.enrollmentId,
      answeredAt?.toISOString() ?? null,
      answeredAt?.toISOString() ?? null,
      '9',
      21,
      21,
    ])
    expect(plan).toContain('mdm_command_history_enrollment_id_answered_at_idx')
    expect(plan).not.toContain('Seq Scan on mdm_command_history')
  })
})

/** The plan of a statement that was really sent, with its values written in. */
async function explain(statement: string, values: (string | number | null)[]): Promise<string> {
  const text = statement.replace(/\$(\d+)/g, (_, index) => {
    const value = values[Number(index) - 1] ?? null
    return value === null ? 'NULL' : `'${String(value).replaceAll("'", "''")}'`
  })
  const parts = Object.assign([`EXPLAIN ${text}`], { raw: [`EXPLAIN ${text}`] })
  const rows = await server.sql<{ 'QUERY PLAN': string }>(parts)
  return rows.map((row) => row['QUERY PLAN']).join('\n')
}
