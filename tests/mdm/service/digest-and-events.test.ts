import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { MdmEventRecord, MdmOperations } from '#lib/mdm/server.ts'
import type { SimulatedMac } from '#simulator/mac/simulated-mac.ts'
import { startTestMdm, type TestMdm } from '../support/start-test-mdm.ts'

let server: TestMdm
let operations: MdmOperations
beforeAll(async () => {
  server = await startTestMdm()
  operations = server.mdm.in(server.sql)
})
afterAll(() => server.stop())

const takeAll = async (): Promise<MdmEventRecord[]> => {
  const events: MdmEventRecord[] = []
  await server.mdm.takeEvents(async (event) => {
    events.push(event)
  }, 1000)
  return events
}

async function answer(mac: SimulatedMac, requestType: string, response: Record<string, never> | object) {
  await operations.queue(mac.enrollmentId, { RequestType: requestType })
  await mac.reports('Acknowledged', await mac.reports('Idle'), response as never)
}

describe('digesting answers', () => {
  beforeEach(async () => {
    await server.mdm.digestResults()
    await takeAll()
  })

  it('files what a real Mac says of itself, by kind', async () => {
    const mac = await server.enrollMac()
    for (const RequestType of ['SecurityInfo', 'InstalledApplicationList', 'ProfileList']) {
      await operations.queue(mac.enrollmentId, { RequestType })
    }
    await operations.queue(mac.enrollmentId, {
      RequestType: 'DeviceInformation',
      Queries: ['SerialNumber', 'OSVersion'],
    })
    await mac.poll()
    expect(await server.mdm.digestResults()).toBe(4)
    const information = await operations.inventory(mac.enrollmentId, 'DeviceInformation')
    expect(information?.data).toMatchObject({ SerialNumber: mac.serialNumber })
    const apps = await operations.inventory(mac.enrollmentId, 'InstalledApplicationList')
    expect(apps?.data).toEqual(expect.arrayContaining([expect.objectContaining({ Name: 'Safari' })]))
    const kinds = (await takeAll())
      .filter(({ kind }) => kind === 'inventory_updated')
      .map(({ data }) => data.kind)
    expect(kinds.sort()).toEqual([
      'DeviceInformation',
      'InstalledApplicationList',
      'ProfileList',
      'SecurityInfo',
    ])
    expect(await server.mdm.digestResults()).toBe(0)
  })

  it('sets a poisoned answer aside and files all the others', async () => {
    const mac = await server.enrollMac()
    await answer(mac, 'SecurityInfo', { SecurityInfo: 'no dictionary' })
    await answer(mac, 'ProfileList', { ProfileList: [] })
    expect(await server.mdm.digestResults()).toBe(1)
    expect(await operations.inventory(mac.enrollmentId, 'SecurityInfo')).toBeNull()
    expect(await operations.inventory(mac.enrollmentId, 'ProfileList')).toMatchObject({ data: [] })
    const aside = await server.sql<{ kind: string }>`
      SELECT request_type AS kind FROM mdm_result WHERE failure IS NOT NULL`
    expect(aside).toEqual([{ kind: 'SecurityInfo' }])
    expect(server.log).toContainEqual(expect.objectContaining({ message: 'an answer was not digested' }))
  })

  it('digests each answer once, whoever does it', async () => {
    const mac = await server.enrollMac()
    await answer(mac, 'ProfileList', { ProfileList: [] })
    const counts = await Promise.all([server.mdm.digestResults(), server.another().digestResults()])
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(1)
  })
})

describe('handing out events', () => {
  beforeEach(async () => {
    await takeAll()
  })

  it('keeps the order of one enrollment when a handler fails, and holds up nobody else', async () => {
    const [sick, healthy] = [await server.enrollMac(), await server.enrollMac()]
    const seen: string[] = []
    const failOnce = async (event: MdmEventRecord) => {
      if (
        event.enrollmentId === sick.enrollmentId &&
        event.attempts === 1 &&
        event.kind === 'authenticated'
      ) {
        throw new Error('the portal stumbles')
      }
      seen.push(`${event.enrollmentId === sick.enrollmentId ? 'sick' : 'healthy'} ${event.kind}`)
    }
    expect(await server.mdm.takeEvents(failOnce)).toBe(2)
    expect(seen).toEqual(['healthy authenticated', 'healthy enrolled'])
    expect(await server.mdm.takeEvents(failOnce)).toBe(0)
    server.passTime(2000)
    expect(await server.mdm.takeEvents(failOnce)).toBe(2)
    expect(seen.slice(2)).toEqual(['sick authenticated', 'sick enrolled'])
    expect(healthy.enrollmentId).not.toBe(sick.enrollmentId)
  })

  it('hands an event out again when the process died over it', async () => {
    const mac = await server.enrollMac()
    await server.sql`UPDATE mdm_event SET attempts = attempts + 1,
      retry_at = ${new Date(server.now().getTime() + 60_000).toISOString()}::text::timestamptz`
    expect(await takeAll()).toEqual([])
    server.passTime(60_001)
    expect(await takeAll()).toMatchObject([
      { enrollmentId: mac.enrollmentId, kind: 'authenticated', attempts: 2 },
      { enrollmentId: mac.enrollmentId, kind: 'enrolled' },
    ])
  })

  it('hands each event to one of two processes', async () => {
    await server.enrollMac()
    await server.enrollMac()
    const seen: string[] = []
    const note = async (event: MdmEventRecord) => {
      seen.push(event.id)
    }
    await Promise.all([server.mdm.takeEvents(note), server.another().takeEvents(note)])
    await server.mdm.takeEvents(note)
    expect(seen).toHaveLength(4)
    expect(new Set(seen).size).toBe(4)
  })
})
