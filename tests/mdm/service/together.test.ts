import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { SimulatedMac } from '#simulator/mac/simulated-mac.ts'
import { startTestMdm, type TestMdm } from '../support/start-test-mdm.ts'

let server: TestMdm
const macs: SimulatedMac[] = []
beforeAll(async () => {
  server = await startTestMdm()
  for (let count = 0; count < 6; count += 1) macs.push(await server.enrollMac())
})
afterAll(() => server.stop())

function macAt(place: number): SimulatedMac {
  const mac = macs[place]
  if (!mac) throw new Error('no such Mac')
  return mac
}

function sendToken(mac: SimulatedMac, pushMagic: string) {
  return mac.checkIn('TokenUpdate', {
    Topic: 'com.apple.mgmt.External.test',
    Token: Buffer.alloc(32, 7),
    PushMagic: pushMagic,
  })
}

async function versionOf(mac: SimulatedMac): Promise<string | undefined> {
  const rows = await server.sql<{ version: string }>`
    SELECT xmin::text AS version FROM mdm_enrollment WHERE id = ${mac.enrollmentId}::text`
  return rows[0]?.version
}

describe('Macs that speak at once', () => {
  it('get each their own command, with fewer statements than Macs', async () => {
    const operations = server.mdm.in(server.sql)
    const queued = await Promise.all(
      macs.map((mac) => operations.queue(mac.enrollmentId, { RequestType: 'ProfileList' })),
    )
    server.takeStatements()
    const commands = await Promise.all(macs.map((mac) => mac.reports('Idle')))
    expect(commands.map((command) => command?.CommandUUID)).toEqual(queued.map((one) => one.commandUuid))
    expect(server.takeStatements().filter((text) => text.includes('mdm_command')).length).toBeLessThan(6)

    await Promise.all(macs.map((mac, place) => mac.reports('Acknowledged', commands[place] ?? undefined)))
    const states = await Promise.all(queued.map((one) => operations.commandState(one.commandUuid)))
    expect(states.map((state) => state?.status)).toEqual(macs.map(() => 'acknowledged'))
  })

  it('are judged one by one: a stranger among them is refused and the others are served', async () => {
    const operations = server.mdm.in(server.sql)
    const gone = macAt(5)
    await operations.release(gone.enrollmentId)
    const settled = await Promise.allSettled(macs.map((mac) => mac.reports('Idle')))
    expect(settled.map((one) => one.status)).toEqual([...Array(5).fill('fulfilled'), 'rejected'])
    macs.pop()
  })
})

describe('a push token', () => {
  it('that is told again changes nothing', async () => {
    await sendToken(macAt(0), 'first')
    const before = await versionOf(macAt(0))
    await sendToken(macAt(0), 'first')
    expect(await versionOf(macAt(0))).toBe(before)
  })

  it('that is new is taken, and what waited is pushed', async () => {
    await server.mdm.in(server.sql).queue(macAt(1).enrollmentId, { RequestType: 'ProfileList' })
    await server.mdm.sendDuePushes()
    await sendToken(macAt(1), 'second')
    const rows = await server.sql<{ magic: string; wanted: boolean }>`
      SELECT push_magic AS magic, push_wanted_at IS NOT NULL AS wanted FROM mdm_enrollment
      WHERE id = ${macAt(1).enrollmentId}::text`
    expect(rows[0]).toEqual({ magic: 'second', wanted: true })
  })
})
