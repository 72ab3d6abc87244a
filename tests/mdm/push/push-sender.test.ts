import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { MdmOperations } from '#lib/mdm/server.ts'
import { type PushOutcome, storePushSuccesses } from '#lib/mdm/store/push-outcomes.ts'
import { startTestMdm, type TestMdm } from '../support/start-test-mdm.ts'
import { bringToken } from './bring-token.ts'
import { type PlacedMac, placeMac, placeMacs } from './place-macs.ts'

let server: TestMdm
let operations: MdmOperations
beforeAll(async () => {
  server = await startTestMdm()
  operations = server.mdm.in(server.sql)
})
afterAll(() => server.stop())
afterEach(() => server.apns.setOutage(null))

const profileList = { RequestType: 'ProfileList' }
const pushesTo = (mac: PlacedMac) => server.apns.deliveries.filter(({ token }) => token === mac.token)
const rowOf = async (mac: PlacedMac) => {
  const rows = await server.sql<{ failure: string | null; retryAt: Date | null; token: Uint8Array | null }>`
    SELECT push_failure AS failure, push_retry_at AS "retryAt", push_token AS token
    FROM mdm_enrollment WHERE id = ${mac.id}::text`
  return rows[0]
}

describe('waking Macs', () => {
  it('sends one push for many commands, to the letter of Apple', async () => {
    const mac = await placeMac(server)
    for (let count = 0; count < 5; count++) await operations.queue(mac.id, profileList)
    await server.mdm.sendDuePushes()
    expect(pushesTo(mac)).toMatchObject([
      { status: 200, pushMagic: mac.pushMagic, topic: (await server.mdm.pushStatus()).topic },
    ])
    await server.mdm.sendDuePushes()
    expect(pushesTo(mac)).toHaveLength(1)
  })

  it('pushes again, ever more rarely, to a Mac that does not come, and stops when it has', async () => {
    const mac = await placeMac(server)
    const { commandUuid } = await operations.queue(mac.id, profileList)
    await server.mdm.sendDuePushes()
    server.passTime(2 * 60_000 + 1)
    await server.mdm.sendDuePushes()
    expect(pushesTo(mac)).toHaveLength(2)
    server.passTime(2 * 60_000 + 1)
    await server.mdm.sendDuePushes()
    expect(pushesTo(mac)).toHaveLength(2)
    await operations.cancel(commandUuid)
    server.passTime(24 * 3_600_000)
    await server.mdm.sendDuePushes()
    expect(pushesTo(mac)).toHaveLength(2)
    expect((await rowOf(mac))?.retryAt).toBeNull()
  })

  it('pushes at once for a command that comes after an unanswered push', async () => {
    const mac = await placeMac(server)
    await operations.queue(mac.id, profileList)
    await server.mdm.sendDuePushes()
    await operations.queue(mac.id, profileList)
    await server.mdm.sendDuePushes()
    expect(pushesTo(mac)).toHaveLength(2)
  })

  for (const status of [429, 500, 503]) {
    it(`tries again with growing pauses after ${status}, and arrives`, async () => {
      const mac = await placeMac(server)
      await operations.queue(mac.id, profileList)
      server.apns.setOutage(status)
      for (let count = 0; count < 4; count++) {
        await server.mdm.sendDuePushes()
        server.passTime(1300 * 2 ** count)
      }
      expect(pushesTo(mac)).toHaveLength(4)
      expect(await server.mdm.pushStatus()).toMatchObject({ state: 'failing' })
      server.apns.setOutage(null)
      server.passTime(3_600_000)
      await server.mdm.sendDuePushes()
      expect(pushesTo(mac).at(-1)).toMatchObject({ status: 200 })
      expect(await server.mdm.pushStatus()).toMatchObject({ state: 'ready', failure: null })
    })

    it(`leaves a service that says ${status} alone for as long as it asks`, async () => {
      const mac = await placeMac(server)
      await operations.queue(mac.id, profileList)
      server.apns.setOutage(status, undefined, 90)
      await server.mdm.sendDuePushes()
      server.apns.setOutage(null)
      server.passTime(85_000)
      await server.mdm.sendDuePushes()
      expect(pushesTo(mac)).toHaveLength(1)
      server.passTime(10_000)
      await server.mdm.sendDuePushes()
      expect(pushesTo(mac)).toMatchObject([{ status }, { status: 200 }])
    })
  }

  it('sends all that waited as soon as the service answers again, whatever their own pauses were', async () => {
    const macs = await placeMacs(server, 20)
    for (const mac of macs) await operations.queue(mac.id, profileList)
    server.apns.setOutage(503)
    for (let minutes = 0; minutes < 60; minutes++) {
      await server.mdm.sendDuePushes()
      server.passTime(60_000)
    }
    const refused = server.apns.deliveries.filter(({ status }) => status === 503).length
    expect(refused).toBeLessThan(200)
    server.apns.setOutage(null)
    server.passTime(10 * 60_000)
    await server.mdm.sendDuePushes()
    await server.mdm.sendDuePushes()
    for (const mac of macs) expect(pushesTo(mac).filter(({ status }) => status === 200)).toHaveLength(1)
  })

  it('calls a refused certificate or topic a matter of configuration, says so once, and retires nobody', async () => {
    const macs = await placeMacs(server, 10)
    for (const mac of macs) await operations.queue(mac.id, profileList)
    server.apns.setOutage(400, 'TopicDisallowed')
    server.log.length = 0
    await server.mdm.sendDuePushes()
    expect((await server.mdm.pushStatus()).failure).toBe('configuration: TopicDisallowed')
    expect(server.log.filter(({ level }) => level === 'error')).toHaveLength(1)
    server.apns.setOutage(null)
    server.passTime(1300)
    await server.mdm.sendDuePushes()
    await server.mdm.sendDuePushes()
    for (const mac of macs) expect(pushesTo(mac).at(-1)).toMatchObject({ status: 200 })
    expect(await server.mdm.pushStatus()).toMatchObject({ state: 'ready', failure: null })
  })

  for (const [status, reason] of [
    [410, 'Unregistered'],
    [400, 'BadDeviceToken'],
    [400, 'DeviceTokenNotForTopic'],
  ] as const) {
    it(`stops at ${status} ${reason} until the Mac brings another token`, async () => {
      const mac = await placeMac(server)
      server.apns.setTokenStatus(mac.token, status, reason)
      await operations.queue(mac.id, profileList)
      await server.mdm.sendDuePushes()
      await operations.queue(mac.id, profileList)
      server.passTime(24 * 3_600_000)
      await server.mdm.sendDuePushes()
      expect(pushesTo(mac)).toHaveLength(1)
      expect((await server.mdm.pushStatus()).state).toBe('ready')
      const told: unknown[] = []
      await server.mdm.takeEvents(async (event) => {
        if (event.enrollmentId === mac.id) told.push([event.kind, event.data])
      }, 1000)
      expect(told).toEqual([['push_failed', { reason }]])
      const fresh = await bringToken(server, mac, 'new')
      await server.mdm.sendDuePushes()
      expect(pushesTo(fresh)).toMatchObject([{ status: 200, pushMagic: 'new' }])
    })
  }

  it('does not push to Macs of another topic, which only enrolling again can help, and goes on when it is back', async () => {
    const mac = await placeMac(server, 'com.apple.mgmt.External.other')
    await operations.queue(mac.id, profileList)
    await server.mdm.sendDuePushes()
    expect(pushesTo(mac)).toHaveLength(0)
    expect(await rowOf(mac)).toMatchObject({ failure: 'topic_changed', retryAt: null })
    const before = await server.apns.issuePushCertificate(
      (await server.mdm.pushStatus()).topic?.split('External.')[1],
    )
    await server.mdm.importPushCertificate(await server.apns.issuePushCertificate('other'), {
      allowTopicChange: true,
    })
    await server.mdm.sendDuePushes()
    expect(pushesTo(mac)).toMatchObject([{ status: 200 }])
    await server.mdm.importPushCertificate(before, { allowTopicChange: true })
  })

  it('keeps what one process had taken when it died', async () => {
    const mac = await placeMac(server)
    await operations.queue(mac.id, profileList)
    await server.sql`UPDATE mdm_enrollment SET push_retry_at =
      ${new Date(server.now().getTime() + 60_000).toISOString()}::text::timestamptz
      WHERE id = ${mac.id}::text`
    await server.mdm.sendDuePushes()
    expect(pushesTo(mac)).toHaveLength(0)
    server.passTime(60_001)
    await Promise.all([server.mdm.sendDuePushes(), server.another().sendDuePushes()])
    expect(pushesTo(mac)).toHaveLength(1)
  })

  it('sends by itself once started and woken', async () => {
    const process = server.another()
    await process.start()
    const mac = await placeMac(server)
    await operations.queue(mac.id, profileList)
    process.wakePushes()
    await expect.poll(() => pushesTo(mac).length).toBe(1)
    await process.stop()
  })
})

describe('a wish that comes while a Mac is being pushed', () => {
  it('stands, and is due at once, also when that push was a repeated one', async () => {
    for (const wantedBefore of [null, new Date(server.now().getTime() - 5000)]) {
      const mac = await placeMac(server)
      await operations.queue(mac.id, profileList)
      const push = {
        ...{ enrollmentId: mac.id, pushToken: Buffer.from(mac.token, 'hex'), pushMagic: mac.pushMagic },
        ...{ topic: null, wantedAt: wantedBefore, attempts: 1 },
      }
      const againAt = new Date(server.now().getTime() + 120_000)
      const outcome: PushOutcome = { kind: 'delivered', push, reason: '', againAt }
      expect(await storePushSuccesses(server.sql, [outcome], server.now())).toBe(true)
      await server.mdm.sendDuePushes()
      expect(pushesTo(mac)).toHaveLength(1)
      const { retryAt } = (await rowOf(mac)) ?? {}
      expect(retryAt?.getTime()).toBeGreaterThan(server.now().getTime() + 60_000)
    }
  })
})

describe('a fleet of a thousand', () => {
  it('is woken with a few statements, not with some for each Mac', async () => {
    const macs = await placeMacs(server, 1000)
    const at = server.now().toISOString()
    await server.sql`UPDATE mdm_enrollment SET push_wanted_at = ${at}::text::timestamptz,
      push_retry_at = ${at}::text::timestamptz WHERE id = ANY (${macs.map(({ id }) => id)}::text[]) RETURNING id`
    server.takeStatements()
    expect(await server.mdm.sendDuePushes()).toBe(1000)
    expect(server.takeStatements().length).toBeLessThan(100)
    for (const mac of macs) expect(pushesTo(mac)).toHaveLength(1)
  })
})

describe('a whole fleet of bad tokens', () => {
  it('is our certificate’s fault, and no Mac is given up for it', async () => {
    const fresh = server.another()
    const macs = await placeMacs(server, 30)
    for (const mac of macs) await operations.queue(mac.id, profileList)
    server.apns.setOutage(400, 'BadDeviceToken')
    for (let round = 0; round < 12; round++) {
      await fresh.sendDuePushes()
      server.passTime(60_000)
    }
    expect((await fresh.pushStatus()).failure).toBe('configuration: BadDeviceToken')
    server.apns.setOutage(null)
    server.passTime(10 * 60_000)
    await fresh.sendDuePushes()
    await fresh.sendDuePushes()
    for (const mac of macs) expect(pushesTo(mac).at(-1)).toMatchObject({ status: 200 })
    await fresh.stop()
  })
})

describe('what a page is told', () => {
  it('counts pushes that wait, that failed, and Macs that cannot be reached', async () => {
    const own = await startTestMdm()
    const { overview } = own.mdm.pushSetup(own.sql)
    const [first, second, third, foreign] = [
      ...(await placeMacs(own, 3)),
      await placeMac(own, 'com.apple.mgmt.External.elsewhere'),
    ]
    const queue = (mac: PlacedMac | undefined) => own.mdm.in(own.sql).queue(mac?.id ?? '', profileList)
    for (const mac of [first, second, foreign]) await queue(mac)
    expect((await overview()).counts).toMatchObject({ waiting: 3, retrying: 0, refused: 0, otherTopic: 1 })
    own.apns.setTokenStatus(first?.token ?? '', 429)
    own.apns.setTokenStatus(second?.token ?? '', 410)
    await own.mdm.sendDuePushes()
    expect((await overview()).counts).toMatchObject({
      ...{ waiting: 1, retrying: 1, refused: 1, otherTopic: 1, lastPushedAt: null },
    })
    await queue(third)
    await own.mdm.sendDuePushes()
    expect((await overview()).counts.lastPushedAt).toBeInstanceOf(Date)
    await own.stop()
  })
})
