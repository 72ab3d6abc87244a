import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { MdmEventRecord } from '#lib/mdm/server.ts'
import { startTestMdm, type TestMdm } from '../support/start-test-mdm.ts'

let server: TestMdm
beforeAll(async () => {
  server = await startTestMdm()
})
afterAll(() => server.stop())
beforeEach(() => server.sql`DELETE FROM mdm_event`)

async function addEvents(count: number, enrollmentId = (n: number) => `MAC-${n}`): Promise<void> {
  for (let n = 0; n < count; n += 1) {
    await server.sql`INSERT INTO mdm_event (enrollment_id, kind, data)
      VALUES (${enrollmentId(n)}::text, 'authenticated', '{}') RETURNING id::text AS id`
  }
}

function gate() {
  const { promise, resolve } = Promise.withResolvers<void>()
  return { opened: promise, open: () => resolve() }
}

describe('an event', () => {
  it('is dealt with once when a handler is slower than its lease and another process took over', async () => {
    await addEvents(1)
    const [begun, release] = [gate(), gate()]
    const effects: string[] = []
    const slow = server.mdm.takeEvents(async (_event, clear) => {
      begun.open()
      await release.opened
      await clear(server.sql)
      effects.push('the slow one')
    })
    await begun.opened
    server.passTime(60_001)
    const quick = await server.another().takeEvents(async (_event, clear) => {
      await clear(server.sql)
      effects.push('the other')
    })
    release.open()
    expect([await slow, quick]).toEqual([0, 1])
    expect(effects).toEqual(['the other'])
    expect(await server.sql`SELECT id FROM mdm_event`).toEqual([])
  })

  it('is not put back by a handler that failed after another process took over', async () => {
    await addEvents(1)
    const [begun, release] = [gate(), gate()]
    const slow = server.mdm.takeEvents(async () => {
      begun.open()
      await release.opened
      throw new Error('too late')
    })
    await begun.opened
    server.passTime(60_001)
    const [taking, taken] = [gate(), gate()]
    const other = server.another().takeEvents(async () => {
      taken.open()
      await taking.opened
    })
    await taken.opened
    release.open()
    await slow
    const [row] = await server.sql<{ failure: string | null }>`SELECT failure FROM mdm_event`
    expect(row).toEqual({ failure: null })
    taking.open()
    expect(await other).toBe(1)
  })

  it('waits for the one before it of the same Mac, while four Macs have their turn at once', async () => {
    await addEvents(12, (n) => `MAC-${n % 6}`)
    let [running, most] = [0, 0]
    const seen = new Map<string, number[]>()
    await server.mdm.takeEvents(async ({ id, enrollmentId }) => {
      running += 1
      most = Math.max(most, running)
      await new Promise((resolve) => setTimeout(resolve, 5))
      seen.set(enrollmentId, [...(seen.get(enrollmentId) ?? []), Number(id)])
      running -= 1
    })
    expect(most).toBe(4)
    expect(seen.size).toBe(6)
    for (const ids of seen.values()) expect(ids).toEqual(ids.toSorted((a, b) => a - b))
  })

  it('that nobody wants to hear of goes without a word', async () => {
    await addEvents(20)
    const heard: string[] = []
    const wanted = async (events: readonly MdmEventRecord[]) =>
      new Set(events.filter(({ enrollmentId }) => enrollmentId === 'MAC-7').map(({ id }) => id))
    server.takeStatements()
    const handled = await server.mdm.takeEvents(
      async ({ enrollmentId }) => {
        heard.push(enrollmentId)
      },
      100,
      wanted,
    )
    expect([handled, heard]).toEqual([20, ['MAC-7']])
    expect(server.takeStatements().length).toBeLessThan(6)
  })

  it('is seen to be due, and not once it is leased', async () => {
    expect(await server.mdm.workDue()).toMatchObject({ events: false, results: false })
    await addEvents(1)
    expect(await server.mdm.workDue()).toMatchObject({ events: true, results: false })
    await server.mdm.takeEvents(async () => {
      expect(await server.mdm.workDue()).toMatchObject({ events: false, results: false })
    })
  })
})
