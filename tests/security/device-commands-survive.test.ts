import type { ChildProcess } from 'node:child_process'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { openPrisma, sqlOf } from '#lib/server/prisma.ts'
import { SimulatedMac } from '#simulator/mac/simulated-mac.ts'
import { killProcess } from '../mdm/support/kill-process.ts'
import { spawnMdmProcess } from '../mdm/support/spawn-mdm-process.ts'
import { quickBehaviours, startTestMdm, type TestMdm } from '../mdm/support/start-test-mdm.ts'

let server: TestMdm
const children: ChildProcess[] = []
beforeAll(async () => {
  server = await startTestMdm()
})
afterAll(() => server.stop())
afterEach(async () => {
  server.apns.setOutage(null)
  for (const child of children.splice(0)) await killProcess(child)
})

const profileList = { RequestType: 'ProfileList' }

async function startProcess(port: number): Promise<ChildProcess> {
  const child = await spawnMdmProcess(server, port)
  children.push(child)
  return child
}

async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve))
  const { port } = probe.address() as AddressInfo
  await new Promise((resolve) => probe.close(resolve))
  return port
}

async function enrollThrough(port: number): Promise<SimulatedMac> {
  const { apns } = server
  const { url } = await server.invite()
  const mac = await SimulatedMac.create({
    pushServiceUrl: `http://127.0.0.1:${apns.devicePort}`,
    behaviours: quickBehaviours,
  })
  await mac.enroll(url.replace(server.url, `http://127.0.0.1:${port}`))
  return mac
}

const pushesTo = (mac: SimulatedMac) =>
  server.apns.deliveries.filter(({ token, status }) => token === mac.state.push?.token && status === 200)

describe('commands survive a crash at any point', () => {
  it('delivers what was queued before kill -9, after it was sent and during an outage of the push service', async () => {
    const port = await freePort()
    const first = await startProcess(port)
    const mac = await enrollThrough(port)
    const operations = server.mdm.in(server.sql)
    server.apns.setOutage(503)
    const queued = await operations.queue(mac.enrollmentId, profileList)
    await expect.poll(() => server.apns.deliveries.length, { timeout: 10_000 }).toBeGreaterThan(0)
    expect(await mac.reports('Idle')).toMatchObject({ CommandUUID: queued.commandUuid })
    await killProcess(first)
    await expect(mac.reports('Acknowledged', { CommandUUID: queued.commandUuid })).rejects.toMatchObject({
      code: 'unreachable',
    })
    const meanwhile = await operations.queue(mac.enrollmentId, profileList)
    server.apns.setOutage(null)
    await startProcess(port)
    await expect.poll(() => pushesTo(mac).length, { timeout: 20_000 }).toBeGreaterThan(0)
    const next = await mac.reports('Acknowledged', { CommandUUID: queued.commandUuid })
    expect(next).toMatchObject({ CommandUUID: meanwhile.commandUuid })
    expect(await mac.reports('Acknowledged', next)).toBeNull()
    const answers: unknown[] = []
    await server.mdm.takeEvents(async ({ kind, data }) => {
      if (kind === 'command_answered') answers.push(data.commandUuid)
    })
    expect(answers).toEqual([queued.commandUuid, meanwhile.commandUuid])
    await mac.close()
  })

  it('delivers after an outage of an hour without a hand', async () => {
    const mac = await server.enrollMac()
    await server.mdm.in(server.sql).queue(mac.enrollmentId, profileList)
    for (const status of [503, 429, 500, 403]) {
      server.apns.setOutage(status)
      for (let minutes = 0; minutes < 60; minutes += 5) {
        await server.mdm.sendDuePushes()
        server.passTime(5 * 60_000)
      }
    }
    expect(pushesTo(mac)).toHaveLength(0)
    server.apns.setOutage(null)
    server.passTime(10 * 60_000)
    await server.mdm.sendDuePushes()
    expect(pushesTo(mac)).toHaveLength(1)
    expect((await mac.poll()).commands).toBe(1)
  })
})

describe('asking twice is one command', () => {
  it('queues one, however often and from wherever the same key comes', async () => {
    const mac = await server.enrollMac()
    const prisma = openPrisma(server.databaseUrl)
    const options = { idempotencyKey: 'install:1' }
    const overPostgres = () => server.mdm.in(server.sql).queue(mac.enrollmentId, profileList, options)
    const overPrisma = () =>
      prisma.$transaction((tx) => server.mdm.in(sqlOf(tx)).queue(mac.enrollmentId, profileList, options))
    const asked = await Promise.all(
      Array.from({ length: 20 }, (_, at) => (at % 2 ? overPostgres() : overPrisma())),
    )
    expect(new Set(asked.map(({ commandUuid }) => commandUuid)).size).toBe(1)
    expect(asked.filter(({ duplicate }) => !duplicate)).toHaveLength(1)
    expect((await mac.poll()).commands).toBe(1)
    expect(await overPostgres()).toMatchObject({ duplicate: true, commandUuid: asked[0]?.commandUuid })
    expect((await mac.poll()).commands).toBe(0)
    await prisma.$disconnect()
  })

  it('stays one when the Mac answers in the very moment of asking again', async () => {
    const mac = await server.enrollMac()
    const operations = server.mdm.in(server.sql)
    for (let round = 0; round < 10; round++) {
      const options = { idempotencyKey: `round:${round}` }
      const { commandUuid } = await operations.queue(mac.enrollmentId, profileList, options)
      const command = await mac.reports('Idle')
      const [, ...asked] = await Promise.all([
        mac.reports('Acknowledged', command),
        ...Array.from({ length: 4 }, () => operations.queue(mac.enrollmentId, profileList, options)),
      ])
      expect(asked).toEqual(Array.from({ length: 4 }, () => ({ commandUuid, duplicate: true })))
      expect(await mac.reports('Idle')).toBeNull()
    }
  })
})
