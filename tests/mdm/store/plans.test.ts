import type postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type CommandResultRow, storeCommandResults } from '#lib/mdm/store/command-results.ts'
import { type Caller, pollNextCommands } from '#lib/mdm/store/poll.ts'
import type { Sql } from '#lib/mdm/store/sql.ts'
import { refreshDeviceTokens } from '#lib/mdm/store/token-refreshes.ts'
import { openPool } from '#lib/server/open-pool.ts'
import { createTestDatabase, type TestDatabase } from '#tests/support/database.ts'

interface Plan {
  'Node Type': string
  'Relation Name'?: string
  'Index Cond'?: string
  Plans?: Plan[]
}

let database: TestDatabase
let pool: postgres.Sql
beforeAll(async () => {
  database = await createTestDatabase()
  pool = openPool(database.url, 1)
  // The worst that PostgreSQL can know of a queue: that it is empty.
  await pool`VACUUM ANALYZE`
})
afterAll(async () => {
  await pool.end({ timeout: 5 })
  await database.drop()
})

/** Runs what a function would run as EXPLAIN, and gives every step that reads or writes a table. */
async function stepsOf(ask: (sql: Sql) => Promise<unknown>): Promise<Plan[]> {
  let plan: Plan | undefined
  const explain = async (strings: TemplateStringsArray, ...values: unknown[]) => {
    const parts = [`EXPLAIN (FORMAT JSON) ${strings[0]}`, ...strings.slice(1)]
    const template = Object.assign(parts, { raw: parts })
    const rows = await pool(template, ...(values as postgres.ParameterOrFragment<never>[]))
    plan = rows[0]?.['QUERY PLAN'][0].Plan
    return []
  }
  await ask(explain)
  const flat = (node: Plan): Plan[] => [node, ...(node.Plans ?? []).flatMap(flat)]
  return plan ? flat(plan).filter((step) => step['Relation Name'] && step['Node Type'] !== 'ModifyTable') : []
}

const caller = (n: number): Caller => ({
  deviceId: `D${n}`,
  enrollmentId: `D${n}`,
  certificateSha256: `c${n}`,
})
const result = (n: number): CommandResultRow => ({
  ...caller(n),
  commandUuid: `00000000-0000-4000-8000-00000000000${n}`,
  status: 'Acknowledged',
  errorChain: [],
  body: null,
})
const token = (n: number) => ({
  ...{ id: `D${n}`, certificateSha256: `c${n}`, topic: 'topic', pushToken: Buffer.from('token') },
  ...{ pushMagic: 'magic', awaitingConfiguration: false, unlockToken: null, deviceId: `D${n}` },
  ...{ userShortName: null, userLongName: null },
})
const now = new Date()
const statements: [string, (sql: Sql) => Promise<unknown>][] = [
  ['an Idle poll', (sql) => pollNextCommands(sql, [1, 2, 3].map(caller), now)],
  ['an answer', (sql) => storeCommandResults(sql, [1, 2, 3].map(result), ['SecurityInfo'], now)],
  ['a TokenUpdate', (sql) => refreshDeviceTokens(sql, [1, 2, 3].map(token), now)],
]

describe('the plan of what Macs wait for, made while the queue is empty', () => {
  it.each(statements)('finds every row of %s by an index', async (_name, ask) => {
    const steps = await stepsOf(ask)
    expect(steps.map((step) => step['Relation Name'])).toContain('mdm_enrollment')
    expect(steps.filter((step) => !step['Index Cond'])).toEqual([])
  })
})
