import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { storeLastSeen } from '#lib/mdm/store/enrollments.ts'
import { storePushSuccesses } from '#lib/mdm/store/push-outcomes.ts'
import type { Sql } from '#lib/mdm/store/sql.ts'
import { refreshDeviceTokens } from '#lib/mdm/store/token-refreshes.ts'
import { createTestDatabase, type TestDatabase } from '#tests/support/database.ts'

const count = 400
let database: TestDatabase
let client: postgres.Sql
let sql: Sql
beforeAll(async () => {
  database = await createTestDatabase()
  client = postgres(database.url, { max: 6, onnotice: () => undefined })
  sql = client as unknown as Sql
  await sql`
    INSERT INTO mdm_enrollment (id, device_id, channel, enrollment_type, status, push_token)
    SELECT 'mac-' || n, 'mac-' || n, 'device', 'device', 'enrolled', '\\x01' FROM generate_series(1, ${count}) n`
  await sql`
    INSERT INTO mdm_certificate (sha256_hex, serial_hex, subject, invitation_id, enrollment_id, certificate, not_before,
      not_after)
    SELECT 'certificate-' || n, 'serial-' || n, 'CN', gen_random_uuid(), 'mac-' || n, '', now(), now() + '1 year'
    FROM generate_series(1, ${count}) n`
  await sql`ANALYZE`
})
afterAll(async () => {
  await client.end({ timeout: 5 })
  await database.drop()
})

function shuffled(): number[] {
  return Array.from({ length: count }, (_, at) => ({ at: at + 1, by: Math.random() }))
    .toSorted((a, b) => a.by - b.by)
    .map(({ at }) => at)
}

const ignoreRows = async (done: Promise<unknown>): Promise<void> => {
  await done
}

describe('statements that write many channels', () => {
  it('never wait for each other in a circle, in whatever order they name them', async () => {
    const now = new Date()
    const rounds = Array.from({ length: 12 }, (_, round) => round)
    const seen = rounds.map((round) =>
      storeLastSeen(sql, new Map(shuffled().map((n) => [`mac-${n}`, new Date(now.getTime() + round)]))),
    )
    const pushed = rounds.map(() => {
      const outcomes = shuffled().map((n) => ({
        kind: 'delivered' as const,
        push: {
          enrollmentId: `mac-${n}`,
          pushToken: Buffer.from([1]),
          pushMagic: '',
          topic: null,
          wantedAt: null,
          attempts: 0,
        },
        reason: '',
        againAt: null,
      }))
      return ignoreRows(storePushSuccesses(sql, outcomes, now))
    })
    const refreshed = rounds.map((round) => {
      const rows = shuffled().map((n) => ({
        id: `mac-${n}`,
        deviceId: `mac-${n}`,
        certificateSha256: `certificate-${n}`,
        topic: 'com.apple.mgmt.External.test',
        pushToken: Buffer.from([1]),
        pushMagic: `magic ${round}`,
        userShortName: null,
        userLongName: null,
        awaitingConfiguration: false,
      }))
      return ignoreRows(refreshDeviceTokens(sql, rows, now))
    })
    const settled = await Promise.allSettled([...seen, ...pushed, ...refreshed])
    expect(settled.filter((one) => one.status === 'rejected')).toEqual([])
  })
})
