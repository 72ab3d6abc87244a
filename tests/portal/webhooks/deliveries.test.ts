import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { systemActor } from '#lib/auth/actor.ts'
import { createWebhookDeliveries } from '#lib/jobs/deliver-webhooks.ts'
import { handOutMdmEvents } from '#lib/jobs/hand-out-mdm-events.ts'
import type { MdmEventRecord } from '#lib/mdm/server.ts'
import { attemptDelivery } from '#lib/portal/webhooks/attempt-delivery.ts'
import { createWebhook } from '#lib/portal/webhooks/create-webhook.ts'
import { deleteWebhook } from '#lib/portal/webhooks/delete-webhook.ts'
import { enableWebhook } from '#lib/portal/webhooks/enable-webhook.ts'
import { eventData, eventMessage } from '#lib/portal/webhooks/event-payload.ts'
import { fileDeliveries } from '#lib/portal/webhooks/file-deliveries.ts'
import { fileTest } from '#lib/portal/webhooks/file-test.ts'
import { forgetDeliveries } from '#lib/portal/webhooks/forget-deliveries.ts'
import { listDeliveries, listWebhooks } from '#lib/portal/webhooks/queries.ts'
import { takeDeliveries } from '#lib/portal/webhooks/take-deliveries.ts'
import { type WebhookEvent, webhookEvents } from '#lib/portal/webhooks/webhook-events.ts'
import { inTransaction, prisma } from '#lib/server/prisma.ts'
import { type MacWorld, startMacWorld } from '#tests/portal/macs/mac-world.ts'
import { makePerson } from '#tests/support/portal.ts'
import { isSigned, type Receiver, startReceiver } from './receiver.ts'

const admin = systemActor('test')
const allowed = { allowPrivate: true }
let world: MacWorld
let receiver: Receiver
let jobs: ReturnType<typeof createWebhookDeliveries>

beforeAll(async () => {
  world = await startMacWorld()
})
afterAll(() => world.stop())
beforeEach(async () => {
  receiver = await startReceiver()
  jobs = createWebhookDeliveries(allowed)
})
afterEach(async () => {
  await jobs.stop()
  await receiver.stop()
  await prisma().webhook.deleteMany()
})

const hook = (events: readonly WebhookEvent[] = webhookEvents) =>
  createWebhook(admin, { url: receiver.url, events: [...events] }, allowed)

const soon = <T>(check: () => Promise<T>) => expect.poll(check, { timeout: 10_000 })
const deliveriesOf = (webhookId: string) => listDeliveries(admin, webhookId, 100)

/** An event as the MDM server hands it out. */
const event = (id: string, kind: MdmEventRecord['kind'] = 'push_failed'): MdmEventRecord => ({
  ...{ id, kind, enrollmentId: 'NOBODY', data: { reason: 'BadDeviceToken' } },
  ...{ createdAt: new Date('2026-01-02T03:04:05Z'), attempts: 1 },
})
const file = (one: MdmEventRecord) => inTransaction((tx) => fileDeliveries(tx, one))

describe('events', () => {
  it('of a Mac reach a webhook, signed, as they are described', async () => {
    const { secret } = await hook()
    const owner = await makePerson()
    const { mac, deviceId } = await world.enrollMac(owner, { name: 'Told of' })
    await mac.checkIn('CheckOut')
    await world.listen()
    jobs.wake()
    const wanted = await prisma().webhookDelivery.count()
    await receiver.has(wanted)
    const messages = receiver.received.map(({ body }) => eventMessage.parse(JSON.parse(body)))
    for (const type of ['device.enrolled', 'device.left', 'device.updated', 'command.answered'] as const) {
      const found = messages.filter((message) => message.type === type)
      expect(found.length, type).toBeGreaterThan(0)
      for (const { data } of found) {
        expect(eventData[type].parse(data)).toMatchObject({ device: { id: deviceId, name: 'Told of' } })
      }
    }
    for (const one of receiver.received) {
      expect(isSigned(one, secret)).toBe(true)
      expect(isSigned({ ...one, body: `${one.body} ` }, secret)).toBe(false)
      expect(one.headers['zelf-delivery']).toBe(JSON.parse(one.body).id)
    }
    expect(new Set(messages.map(({ id }) => id)).size).toBe(messages.length)
    expect(JSON.stringify(messages)).not.toContain(secret)
  })

  it('are filed only for webhooks that want them, and once also when they are handed out twice', async () => {
    const wants = await hook(['push.failed'])
    const other = await hook(['device.left'])
    await file(event('1'))
    await file(event('1'))
    await file(event('2'))
    await file(event('3', 'authenticated'))
    expect(await deliveriesOf(wants.id)).toHaveLength(2)
    expect(await deliveriesOf(other.id)).toHaveLength(0)
  })

  it('are gone with the transaction in which they did not happen', async () => {
    const { id } = await hook(['push.failed'])
    const failing = inTransaction(async (tx) => {
      await fileDeliveries(tx, event('9'))
      throw new Error('undone')
    })
    await expect(failing).rejects.toThrow('undone')
    expect(await deliveriesOf(id)).toEqual([])
    await handOutMdmEvents()
  })
})

describe('a webhook that does not take them', () => {
  it('is tried again, and what it says is not kept', async () => {
    const { id } = await hook(['push.failed'])
    receiver.answer = (_request, response) => {
      response.writeHead(503).end('a secret of theirs '.repeat(10_000))
    }
    await file(event('1'))
    jobs.wake()
    await soon(async () => (await deliveriesOf(id))[0]?.failure).toBe('status_503')
    const [waiting] = await deliveriesOf(id)
    expect(waiting?.retryAt?.getTime()).toBeGreaterThan(Date.now() + 20_000)
    expect(JSON.stringify(await prisma().webhookDelivery.findMany())).not.toContain('a secret of theirs')
    const [failing] = await listWebhooks(admin)
    expect(failing).toMatchObject({ failure: 'status_503', disabledAt: null })
    expect(failing?.failingSince).not.toBeNull()

    receiver.answer = (_request, response) => {
      response.writeHead(200).end()
    }
    await prisma().webhookDelivery.updateMany({ data: { retryAt: new Date() } })
    jobs.wake()
    await soon(async () => (await deliveriesOf(id))[0]?.deliveredAt !== null).toBe(true)
    expect((await listWebhooks(admin))[0]).toMatchObject({ failure: null, failingSince: null })
    const ids = receiver.received.map(({ headers }) => headers['zelf-delivery'])
    expect(new Set(ids).size).toBe(1)
    expect(ids).toHaveLength(2)
  })

  it('keeps its other messages waiting without trying each, and holds up nobody else', async () => {
    const dead = await createWebhook(admin, { url: 'http://127.0.0.1:1/', events: ['push.failed'] }, allowed)
    const { id } = await hook(['push.failed'])
    for (let n = 0; n < 12; n++) await file(event(`${n}`))
    jobs.wake()
    await receiver.has(12)
    await soon(async () => (await deliveriesOf(id)).every((one) => one.deliveredAt !== null)).toBe(true)
    const inVain = await deliveriesOf(dead.id)
    expect(inVain.filter((one) => one.attempts > 0)).toHaveLength(5)
    expect(inVain.every((one) => one.retryAt && one.retryAt.getTime() > Date.now())).toBe(true)
  })

  it('is given up on after a day, and switched off after three', async () => {
    const { id } = await hook(['push.failed'])
    receiver.answer = (_request, response) => {
      response.writeHead(500).end()
    }
    const dayAgo = new Date(Date.now() - 24 * 60 * 60 * 1000)
    await file(event('1'))
    await file(event('2'))
    const both = await deliveriesOf(id)
    await prisma().webhookDelivery.update({ where: { id: both[0]?.id ?? '' }, data: { createdAt: dayAgo } })
    jobs.wake()
    await receiver.has(2)
    await soon(async () => (await deliveriesOf(id)).map((one) => one.retryAt === null).sort()).toEqual([
      false,
      true,
    ])

    const failingSince = new Date(dayAgo.getTime() - 2 * 24 * 60 * 60 * 1000 - 1)
    await prisma().webhook.update({ where: { id }, data: { failingSince } })
    await prisma().webhookDelivery.updateMany({
      where: { retryAt: { not: null } },
      data: { retryAt: new Date() },
    })
    jobs.wake()
    await soon(async () => (await listWebhooks(admin))[0]?.disabledAt !== null).toBe(true)
    expect((await deliveriesOf(id)).every((one) => one.retryAt === null)).toBe(true)
    await file(event('3'))
    expect(await deliveriesOf(id)).toHaveLength(2)
    expect(await prisma().auditEntry.count({ where: { action: 'webhook.disabled' } })).toBe(1)

    await enableWebhook(admin, { webhookId: id })
    expect((await listWebhooks(admin))[0]).toMatchObject({ disabledAt: null, failingSince: null })
    await file(event('4'))
    expect(await deliveriesOf(id)).toHaveLength(3)
  })

  it('hears of a crash in the middle of a delivery as of a repetition', async () => {
    const { id } = await hook(['push.failed'])
    await file(event('1'))
    const now = new Date()
    const taken = await takeDeliveries(admin, { webhookId: id, limit: 5, now })
    expect(taken).toHaveLength(1)
    expect(await takeDeliveries(admin, { webhookId: id, limit: 5, now })).toEqual([])
    const later = new Date(now.getTime() + 61_000)
    expect(await takeDeliveries(admin, { webhookId: id, limit: 5, now: later })).toMatchObject([
      { id: taken[0]?.id, attempts: 2 },
    ])
  })
})

describe('a test', () => {
  it('is sent once, says how it went, and tells nothing of the webhook’s state', async () => {
    const { id, secret } = await hook(['push.failed'])
    expect(await attemptDelivery(admin, await fileTest(admin, { webhookId: id }), allowed)).toBeNull()
    expect(receiver.received[0] && isSigned(receiver.received[0], secret)).toBe(true)
    receiver.answer = (_request, response) => {
      response.writeHead(302, { location: receiver.url }).end()
    }
    expect(await attemptDelivery(admin, await fileTest(admin, { webhookId: id }), allowed)).toBe('redirected')
    expect(receiver.received).toHaveLength(2)
    expect((await listWebhooks(admin))[0]).toMatchObject({ failure: null, failingSince: null })
    const tests = await deliveriesOf(id)
    expect(tests.map((one) => one.retryAt)).toEqual([null, null])
    expect(tests.map((one) => one.failure).sort()).toEqual(['redirected', null].sort())
  })
})

describe('keeping', () => {
  it('removes a webhook with what waits for it, and forgets what is over after a week', async () => {
    const { id } = await hook(['push.failed'])
    for (const n of ['1', '2']) await file(event(n))
    const weekAgo = new Date(Date.now() - 8 * 24 * 60 * 60 * 1000)
    const [first] = await deliveriesOf(id)
    await prisma().webhookDelivery.updateMany({ data: { createdAt: weekAgo } })
    await prisma().webhookDelivery.update({ where: { id: first?.id ?? '' }, data: { retryAt: null } })
    expect(await forgetDeliveries(admin, new Date())).toBe(1)
    await deleteWebhook(admin, { webhookId: id })
    expect(await prisma().webhookDelivery.count()).toBe(0)
    await expect(deleteWebhook(admin, { webhookId: id })).rejects.toThrow('webhook_not_found')
  })
})
