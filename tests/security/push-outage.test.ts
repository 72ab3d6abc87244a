import type { ChildProcess } from 'node:child_process'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type FakeApns, startFakeApns } from '#simulator/apns/start-fake-apns.ts'
import { type PlacedMac, placeMacs } from '../mdm/push/place-macs.ts'
import { killProcess } from '../mdm/support/kill-process.ts'
import { spawnMdmProcess } from '../mdm/support/spawn-mdm-process.ts'
import { startTestMdm, type TestMdm } from '../mdm/support/start-test-mdm.ts'

let server: TestMdm
const children: ChildProcess[] = []
beforeAll(async () => {
  server = await startTestMdm()
})
afterAll(() => server.stop())
afterEach(async () => {
  server.apns.setOutage(null)
  server.apns.setBehaviour(null)
  for (const child of children.splice(0)) await killProcess(child)
})

const profileList = { RequestType: 'ProfileList' }

async function startProcess(): Promise<ChildProcess> {
  const child = await spawnMdmProcess(server)
  children.push(child)
  return child
}

async function placeWaitingMacs(count: number): Promise<PlacedMac[]> {
  const macs = await placeMacs(server, count)
  for (const mac of macs) await server.mdm.in(server.sql).queue(mac.id, profileList)
  return macs
}

const reached = (macs: PlacedMac[], apns: FakeApns = server.apns) => {
  const good = new Set(apns.deliveries.filter(({ status }) => status === 200).map(({ token }) => token))
  return macs.filter(({ token }) => good.has(token))
}

describe('promise 18: a failing push service delays, never loses', () => {
  it('when kill -9 hits the process in the middle of sending', async () => {
    server.apns.setBehaviour('silent')
    const macs = await placeWaitingMacs(60)
    const sending = await startProcess()
    const leased = async () => {
      const rows = await server.sql<{ count: number }>`
        SELECT count(*)::int AS count FROM mdm_enrollment
        WHERE push_wanted_at IS NOT NULL AND push_retry_at > ${server.now().toISOString()}::text::timestamptz`
      return rows[0]?.count
    }
    await expect.poll(leased, { timeout: 10_000 }).toBe(60)
    await killProcess(sending)
    server.apns.setBehaviour(null)
    expect(reached(macs)).toHaveLength(0)
    await server.mdm.sendDuePushes()
    expect(reached(macs)).toHaveLength(0)
    server.passTime(30_001)
    await server.mdm.sendDuePushes()
    expect(reached(macs)).toHaveLength(60)
  })

  it('when kill -9 hits it between Apple’s answer and writing that down: pushed twice at worst', async () => {
    const macs = await placeWaitingMacs(30)
    // The process goes by the real clock, which the test before has left behind.
    await server.sql`UPDATE mdm_enrollment SET push_retry_at = now(), push_wanted_at = now()
      WHERE push_wanted_at IS NOT NULL RETURNING id`
    const sending = await startProcess()
    await expect.poll(() => reached(macs).length, { timeout: 10_000 }).toBeGreaterThan(0)
    await killProcess(sending)
    server.passTime(30_001)
    await server.mdm.sendDuePushes()
    expect(reached(macs)).toHaveLength(30)
    for (const mac of macs) {
      const pushes = server.apns.deliveries.filter(({ token }) => token === mac.token)
      expect(pushes.length).toBeLessThan(3)
    }
  })

  for (const [status, reason] of [
    [429, undefined],
    [500, undefined],
    [503, undefined],
    [403, 'BadCertificate'],
    [400, 'TopicDisallowed'],
  ] as const) {
    it(`when the service says ${status} ${reason ?? ''} for an hour, without a hand`, async () => {
      const macs = await placeWaitingMacs(10)
      server.apns.setOutage(status, reason)
      for (let minutes = 0; minutes < 60; minutes += 5) {
        await server.mdm.sendDuePushes()
        server.passTime(5 * 60_000)
      }
      expect(reached(macs)).toHaveLength(0)
      server.apns.setOutage(null)
      server.passTime(10 * 60_000)
      await server.mdm.sendDuePushes()
      await server.mdm.sendDuePushes()
      expect(reached(macs)).toHaveLength(10)
    })
  }

  it('when nobody listens there for an hour, and then another process of the service does', async () => {
    const { authority, port } = server.apns
    const macs = await placeWaitingMacs(10)
    await server.apns.close()
    for (let minutes = 0; minutes < 60; minutes += 5) {
      await server.mdm.sendDuePushes()
      server.passTime(5 * 60_000)
    }
    expect(await server.mdm.pushStatus()).toMatchObject({ state: 'failing' })
    const revived = await startFakeApns({ port, authority })
    const { topic } = await server.mdm.pushStatus()
    for (const { token } of macs) revived.registerToken(token, topic ?? undefined)
    server.passTime(10 * 60_000)
    await server.mdm.sendDuePushes()
    await server.mdm.sendDuePushes()
    expect(reached(macs, revived)).toHaveLength(10)
    expect(await server.mdm.pushStatus()).toMatchObject({ state: 'ready' })
    await revived.close()
    server.apns.close = async () => undefined
  })
})
