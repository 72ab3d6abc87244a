import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { MdmOperations } from '#lib/mdm/server.ts'
import type { SimulatedMac } from '#simulator/mac/simulated-mac.ts'
import { startTestMdm, type TestMdm } from '../support/start-test-mdm.ts'

let server: TestMdm
let operations: MdmOperations
beforeAll(async () => {
  server = await startTestMdm()
  operations = server.mdm.in(server.sql)
})
afterAll(() => server.stop())
afterEach(() => server.apns.setOutage(null))

const profileList = { RequestType: 'ProfileList' }
const tokenOf = (mac: SimulatedMac) => mac.state.push?.token ?? ''
const pushesTo = (mac: SimulatedMac) => server.apns.deliveries.filter(({ token }) => token === tokenOf(mac))

describe('waking Macs', () => {
  it('sends one push for many commands, to the letter of Apple', async () => {
    const mac = await server.enrollMac()
    for (let count = 0; count < 5; count++) await operations.queue(mac.enrollmentId, profileList)
    await server.mdm.sendDuePushes()
    expect(pushesTo(mac)).toMatchObject([
      { status: 200, pushMagic: mac.state.push?.pushMagic, topic: (await server.mdm.pushStatus()).topic },
    ])
    await server.mdm.sendDuePushes()
    expect(pushesTo(mac)).toHaveLength(1)
  })

  it('pushes again, ever more rarely, to a Mac that does not come, and stops when it has', async () => {
    const mac = await server.enrollMac()
    await operations.queue(mac.enrollmentId, profileList)
    await server.mdm.sendDuePushes()
    server.passTime(2 * 60_000 + 1)
    await server.mdm.sendDuePushes()
    expect(pushesTo(mac)).toHaveLength(2)
    server.passTime(2 * 60_000 + 1)
    await server.mdm.sendDuePushes()
    expect(pushesTo(mac)).toHaveLength(2)
    await mac.poll()
    server.passTime(24 * 3_600_000)
    await server.mdm.sendDuePushes()
    expect(pushesTo(mac)).toHaveLength(2)
  })

  it('pushes at once for a command that comes after an unanswered push', async () => {
    const mac = await server.enrollMac()
    await operations.queue(mac.enrollmentId, profileList)
    await server.mdm.sendDuePushes()
    await operations.queue(mac.enrollmentId, profileList)
    await server.mdm.sendDuePushes()
    expect(pushesTo(mac)).toHaveLength(2)
  })

  for (const status of [429, 500, 503]) {
    it(`tries again with growing pauses after ${status}, and arrives`, async () => {
      const mac = await server.enrollMac()
      await operations.queue(mac.enrollmentId, profileList)
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
  }

  it('calls a refused certificate or topic a matter of configuration, and retires nobody', async () => {
    const mac = await server.enrollMac()
    await operations.queue(mac.enrollmentId, profileList)
    server.apns.setOutage(400, 'TopicDisallowed')
    await server.mdm.sendDuePushes()
    expect((await server.mdm.pushStatus()).failure).toBe('configuration: TopicDisallowed')
    server.apns.setOutage(null)
    server.passTime(1300)
    await server.mdm.sendDuePushes()
    expect(pushesTo(mac).at(-1)).toMatchObject({ status: 200 })
  })

  it('stops at 410 until the Mac brings another token', async () => {
    const mac = await server.enrollMac()
    server.apns.setTokenStatus(tokenOf(mac), 410)
    await operations.queue(mac.enrollmentId, profileList)
    await server.mdm.sendDuePushes()
    await operations.queue(mac.enrollmentId, profileList)
    server.passTime(24 * 3_600_000)
    await server.mdm.sendDuePushes()
    expect(pushesTo(mac)).toHaveLength(1)
    const kinds: string[] = []
    await server.mdm.takeEvents(async (event) => {
      if (event.enrollmentId === mac.enrollmentId) kinds.push(event.kind)
    }, 1000)
    expect(kinds).toContain('push_failed')
    const token = server.apns.registerToken(undefined, (await server.mdm.pushStatus()).topic ?? undefined)
    const fields = {
      Topic: mac.state.enrollment?.topic ?? '',
      Token: Buffer.from(token, 'hex'),
      PushMagic: 'new',
    }
    await mac.checkIn('TokenUpdate', fields)
    await server.mdm.sendDuePushes()
    expect(server.apns.deliveries.at(-1)).toMatchObject({ token, status: 200, pushMagic: 'new' })
  })

  it('keeps what one process had taken when it died', async () => {
    const mac = await server.enrollMac()
    await operations.queue(mac.enrollmentId, profileList)
    await server.sql`UPDATE mdm_enrollment SET push_retry_at =
      ${new Date(server.now().getTime() + 60_000).toISOString()}::text::timestamptz
      WHERE id = ${mac.enrollmentId}::text`
    await server.mdm.sendDuePushes()
    expect(pushesTo(mac)).toHaveLength(0)
    server.passTime(60_001)
    await Promise.all([server.mdm.sendDuePushes(), server.another().sendDuePushes()])
    expect(pushesTo(mac)).toHaveLength(1)
  })

  it('sends by itself once started and woken', async () => {
    const process = server.another()
    await process.start()
    const mac = await server.enrollMac()
    await operations.queue(mac.enrollmentId, profileList)
    process.wakePushes()
    await expect.poll(() => pushesTo(mac).length).toBe(1)
    await process.stop()
  })
})
