import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type PersonActor, systemActor } from '#lib/auth/actor.ts'
import { cancelInstall } from '#lib/portal/installs/cancel-install.ts'
import { chooseStart } from '#lib/portal/installs/choose-start.ts'
import { expireInstalls } from '#lib/portal/installs/expire-installs.ts'
import { getArrival, listArrivals } from '#lib/portal/installs/get-arrival.ts'
import { getInstall } from '#lib/portal/installs/queries.ts'
import { settleRequiredApps } from '#lib/portal/installs/settle-required-apps.ts'
import type { Device } from '#lib/server/generated/client.ts'
import { prisma } from '#lib/server/prisma.ts'
import { makeDevice, makePerson, startTestPortal, type TestPortal } from '#tests/support/portal.ts'
import { type AppWish, answer, ask, hear, makeApp, makeEvent, reportListed, type TestApp } from './world.ts'

const clock = systemActor('Zelf')
const hour = 3_600_000
const large = { sizeBytes: 900_000_000 }
let portal: TestPortal
let employee: PersonActor
let device: Device
let groupId: string

beforeAll(async () => {
  portal = await startTestPortal()
})
afterAll(() => portal.stop())

beforeEach(async () => {
  employee = await makePerson()
  device = await makeDevice(employee)
  groupId = (await prisma().group.create({ data: { name: `Group of ${employee.id}` } })).id
  await prisma().membership.create({ data: { groupId, personId: employee.id } })
})
afterEach(async () => {
  await prisma().group.delete({ where: { id: groupId } })
  await settle()
})

async function require(wish: AppWish & { essential?: boolean } = {}): Promise<TestApp> {
  const app = await makeApp(wish)
  const { essential = false } = wish
  await prisma().appRequirement.create({ data: { appId: app.id, groupId, essential } })
  return app
}

async function settle(now = new Date()): Promise<void> {
  while ((await prisma().requiredAppCheck.count({ where: { dueAt: { lte: now } } })) > 0) {
    await settleRequiredApps(clock, now)
  }
}

const installOf = (app: TestApp, mac = device) =>
  prisma().install.findUnique({ where: { deviceId_appId: { deviceId: mac.id, appId: app.id } } })
const stateOf = async (app: TestApp, mac = device) => (await installOf(app, mac))?.state ?? null

async function idOf(app: TestApp): Promise<string> {
  const install = await installOf(app)
  if (!install) throw new Error('there is no install')
  return install.id
}

describe('what a group requires', () => {
  it('is sent to the Macs of its people, without a word of theirs, and to no other Mac', async () => {
    const stranger = await makeDevice(await makePerson())
    const app = await require({ approvalRequired: true })
    await settle()
    expect(await installOf(app)).toMatchObject({
      state: 'waiting_for_mac',
      origin: 'requirement',
      personId: employee.id,
    })
    expect(await stateOf(app, stranger)).toBeNull()
  })

  it('reaches everybody through the group of everybody', async () => {
    const everyone = await prisma().group.findFirst({ where: { everyone: true } })
    const group = everyone ?? (await prisma().group.create({ data: { name: 'Everyone', everyone: true } }))
    const app = await makeApp()
    await prisma().appRequirement.create({ data: { appId: app.id, groupId: group.id } })
    await settle()
    expect(await stateOf(app)).toBe('waiting_for_mac')
    await prisma().appRequirement.deleteMany({ where: { appId: app.id } })
  })

  it('comes to a Mac that enrols later, to one whose person joins later, and to the new owner of a Mac', async () => {
    const app = await require()
    const second = await makeDevice(employee)
    const colleague = await makePerson()
    const third = await makeDevice(colleague)
    const fourth = await makeDevice(await makePerson())
    await settle()
    expect([await stateOf(app, second), await stateOf(app, third)]).toEqual(['waiting_for_mac', null])
    await prisma().membership.create({ data: { groupId, personId: colleague.id } })
    await prisma().device.update({ where: { id: fourth.id }, data: { ownerId: employee.id } })
    await settle()
    expect([await stateOf(app, third), await stateOf(app, fourth)]).toEqual([
      'waiting_for_mac',
      'waiting_for_mac',
    ])
  })

  it('makes no row on a Mac that is private or takes no packages, and says why on one whose macOS is too old', async () => {
    const byod = await makeDevice(employee, { enrollmentType: 'user' })
    const closed = await makeDevice(employee, { accessRights: 1 })
    const app = await require({ minimumOsVersion: '99.0' })
    await settle()
    expect([await stateOf(app, byod), await stateOf(app, closed)]).toEqual([null, null])
    expect(await installOf(app)).toMatchObject({
      state: 'failed',
      failureCode: 'incompatible_os',
      attempt: 0,
    })
  })

  it('waits until the app is published', async () => {
    const app = await require({ status: 'draft' })
    await settle()
    expect(await stateOf(app)).toBeNull()
    await prisma().catalogApp.update({ where: { id: app.id }, data: { status: 'published' } })
    await settle()
    expect(await stateOf(app)).toBe('waiting_for_mac')
  })

  it('is not sent where it is already, in this version or a later one', async () => {
    const app = await makeApp()
    await reportListed(device, app, '2.1')
    await prisma().appRequirement.create({ data: { appId: app.id, groupId } })
    await settle()
    expect(await installOf(app)).toMatchObject({ state: 'installed', commandId: null })
  })

  it('waits a minute for what a Mac that has just enrolled says of its apps', async () => {
    const app = await require()
    const fresh = await makeDevice(employee)
    await prisma().device.update({ where: { id: fresh.id }, data: { enrolledAt: new Date() } })
    await settle()
    expect(await stateOf(app, fresh)).toBe('in_line')
    await reportListed(fresh, app, null)
    await settle(new Date(Date.now() + 1000))
    expect(await stateOf(app, fresh)).toBe('waiting_for_mac')
  })

  it('is given once, however many processes look at once', async () => {
    const apps = [await require(), await require()]
    const macs = await Promise.all(Array.from({ length: 6 }, () => makeDevice(employee)))
    // Doubled, so that two may take the same Mac at the same time.
    await prisma().requiredAppCheck.createMany({ data: macs.map(({ id }) => ({ deviceId: id })) })
    const now = new Date(Date.now() + 1000)
    await Promise.all(Array.from({ length: 4 }, () => settleRequiredApps(clock, now)))
    await settle(now)
    for (const mac of macs) {
      expect(await prisma().install.count({ where: { deviceId: mac.id } })).toBe(apps.length)
      const where = { enrollmentId: mac.enrollmentId, requestType: 'InstallEnterpriseApplication' }
      expect(await prisma().mdmCommand.count({ where })).toBe(apps.length)
    }
  })
})

describe('the line of a Mac', () => {
  it('sends two at a time, essential ones first, and the next when one is through', async () => {
    const later = await require({ sizeBytes: 10 })
    const bigger = await require({ sizeBytes: 3000, essential: true })
    const first = await require({ sizeBytes: 2000, essential: true })
    await settle()
    expect([await stateOf(first), await stateOf(bigger), await stateOf(later)]).toEqual([
      'waiting_for_mac',
      'waiting_for_mac',
      'in_line',
    ])
    await reportListed(device, first, '2.0')
    await settle()
    expect([await stateOf(first), await stateOf(later)]).toEqual(['installed', 'waiting_for_mac'])
  })

  it('goes on after one that failed', async () => {
    const apps = [await require(), await require(), await require()]
    await settle()
    const sent = await prisma().install.findFirstOrThrow({
      where: { deviceId: device.id, state: 'waiting_for_mac' },
    })
    await answer(device, sent.id, 'Error')
    await settle()
    const states = await Promise.all(apps.map((app) => stateOf(app)))
    expect(states.sort()).toEqual(['failed', 'waiting_for_mac', 'waiting_for_mac'])
  })

  it('never has an essential app wait behind a large one', async () => {
    const huge = await require({ ...large, essential: true })
    await settle()
    expect(await stateOf(huge)).toBe('waiting_for_mac')
    const essential = await require({ essential: true })
    const other = await require({ ...large, essential: true })
    await settle()
    expect([await stateOf(essential), await stateOf(other)]).toEqual(['waiting_for_mac', 'in_line'])
  })

  it('tries again what failed, later each time, and in the end leaves it to people', async () => {
    const app = await require()
    await settle()
    const id = await idOf(app)
    let now = new Date()
    for (const pause of [1, 6, 24, 72]) {
      await answer(device, id, 'Error')
      await prisma().install.update({ where: { id }, data: { stateSince: now } })
      await settle(now)
      expect(await stateOf(app)).toBe('failed')
      now = new Date(now.getTime() + pause * hour + 1000)
      await settle(now)
      expect(await stateOf(app), `after ${pause} h`).toBe('waiting_for_mac')
    }
    await answer(device, id, 'Error')
    await settle(new Date(now.getTime() + 1000 * hour))
    expect(await installOf(app)).toMatchObject({ state: 'failed', attempt: 5 })
  })
})

describe('what is no longer required', () => {
  it('ends before it was sent, and stays where it is installed', async () => {
    const there = await require()
    await settle()
    await reportListed(device, there, '2.0')
    const queued = await require()
    const asked = await require(large)
    await settle()
    await prisma().appRequirement.deleteMany({ where: { groupId } })
    await settle()
    expect([await stateOf(there), await stateOf(queued), await stateOf(asked)]).toEqual([
      'installed',
      'cancelled',
      'cancelled',
    ])
    const commands = await prisma().mdmCommand.count({
      where: { enrollmentId: device.enrollmentId, requestType: 'InstallEnterpriseApplication' },
    })
    expect(commands).toBe(0)
  })

  it('is not sent to a person who left the group between the finding and the sending', async () => {
    const apps = [await require(), await require(), await require()]
    await settle()
    const waiting = await prisma().install.findFirstOrThrow({
      where: { deviceId: device.id, state: 'in_line' },
    })
    await prisma().membership.deleteMany({ where: { groupId } })
    for (const app of apps) await reportListed(device, app, '2.0')
    await expireInstalls(clock, new Date())
    await settle()
    expect(await prisma().install.findUnique({ where: { id: waiting.id } })).toMatchObject({ attempt: 0 })
  })

  it('stays when the Mac has the command already', async () => {
    const app = await require()
    await settle()
    await answer(device, await idOf(app), 'Acknowledged')
    await prisma().appRequirement.deleteMany({ where: { groupId } })
    await settle()
    expect(await stateOf(app)).toBe('sent')
  })

  it('goes with the Mac that leaves, and comes back with it', async () => {
    const app = await require(large)
    await settle()
    await prisma().device.update({ where: { id: device.id }, data: { status: 'left' } })
    await hear(makeEvent(device, 'checked_out', {}))
    await settle()
    expect(await stateOf(app)).toBe('cancelled')
    const enrolledAt = new Date(Date.now() - 61_000)
    await prisma().device.update({ where: { id: device.id }, data: { status: 'enrolled', enrolledAt } })
    await settle()
    expect(await stateOf(app)).toBe('waiting_for_person')
  })
})

describe('a person and a required app', () => {
  it('cannot call it off, nor can the helpdesk', async () => {
    const app = await require()
    await settle()
    const installId = await idOf(app)
    for (const actor of [employee, await makePerson({ role: 'helpdesk' })]) {
      await expect(cancelInstall(actor, { installId })).rejects.toMatchObject({ code: 'required_app' })
    }
  })

  it('need not wait for the approval that they asked for before it was required', async () => {
    const app = await makeApp({ approvalRequired: true })
    const { installId, requestId } = await ask(employee, device, app)
    await prisma().appRequirement.create({ data: { appId: app.id, groupId } })
    await settle()
    expect(await stateOf(app)).toBe('waiting_for_mac')
    expect(await idOf(app)).toBe(installId)
    const request = await prisma().request.findUniqueOrThrow({ where: { id: requestId } })
    expect(request).toMatchObject({ status: 'approved', decidedById: null })
  })

  it('get it back a day after they removed it', async () => {
    const app = await require()
    await settle()
    await reportListed(device, app, '2.0')
    await reportListed(device, app, null)
    await settle()
    expect(await stateOf(app)).toBe('removed')
    await settle(new Date(Date.now() + 25 * hour))
    expect(await stateOf(app)).toBe('waiting_for_mac')
  })
})

describe('a large app that is not essential', () => {
  it('waits for its person, in the end starting by itself at night after thirty days', async () => {
    const app = await require(large)
    await settle()
    const install = await installOf(app)
    expect(install).toMatchObject({ state: 'waiting_for_person', startAfter: null })
    const until = install?.deadlineAt ?? new Date(0)
    expect(until.getTime() - Date.now()).toBeGreaterThan(29 * 24 * hour)
    expect(until.getHours() >= 20 || until.getHours() < 5).toBe(true)
    await expireInstalls(clock, new Date(until.getTime() - 1000))
    expect(await stateOf(app)).toBe('waiting_for_person')
    await expireInstalls(clock, until)
    expect(await stateOf(app)).toBe('waiting_for_mac')
  })

  it('starts now when they say so, and only once', async () => {
    const app = await require(large)
    await settle()
    const installId = await idOf(app)
    await chooseStart(employee, { installId, when: 'tonight' })
    await chooseStart(employee, { installId, when: 'now' })
    expect(await installOf(app)).toMatchObject({ state: 'waiting_for_mac', attempt: 1, startAfter: null })
    for (const when of ['now', 'tonight'] as const) {
      await expect(chooseStart(employee, { installId, when })).rejects.toMatchObject({
        code: 'cannot_choose',
      })
    }
  })

  it('starts tonight at the moment that they were shown', async () => {
    const app = await require(large)
    await settle()
    const { startsAt } = await chooseStart(employee, { installId: await idOf(app), when: 'tonight' })
    const arrival = await getArrival(employee, device.id)
    expect(arrival?.apps[0]).toMatchObject({ choice: 'tonight', startsAt, state: 'waiting_for_person' })
    const moment = startsAt ?? new Date(0)
    expect(moment.getTime() - Date.now()).toBeLessThan(33 * hour)
    await expireInstalls(clock, moment)
    expect(await stateOf(app)).toBe('waiting_for_mac')
  })

  it('starts after a restart: when macOS is another one, or ten minutes after IT asked for one', async () => {
    const app = await require(large)
    const other = await require({ ...large, sizeBytes: 950_000_000 })
    await settle()
    await chooseStart(employee, { installId: await idOf(app), when: 'restart' })
    await settle(new Date(Date.now() + 1000))
    expect(await stateOf(app)).toBe('waiting_for_person')
    await prisma().device.update({ where: { id: device.id }, data: { buildVersion: '25C56' } })
    await settle()
    expect([await stateOf(app), await stateOf(other)]).toEqual(['waiting_for_mac', 'waiting_for_person'])
    await answer(device, await idOf(app), 'Error')
    await chooseStart(employee, { installId: await idOf(other), when: 'restart' })
    const restart = { commandUuid: crypto.randomUUID(), requestType: 'RestartDevice', status: 'Acknowledged' }
    await hear(makeEvent(device, 'command_answered', restart))
    await expireInstalls(clock, new Date())
    expect(await stateOf(other)).toBe('waiting_for_person')
    await expireInstalls(clock, new Date(Date.now() + hour))
    expect(await stateOf(other)).toBe('waiting_for_mac')
  })

  it('is chosen by nobody else', async () => {
    const app = await require(large)
    await settle()
    const installId = await idOf(app)
    for (const actor of [await makePerson(), await makePerson({ role: 'admin' })]) {
      const chosen = chooseStart(actor, { installId, when: 'now' })
      await expect(chosen).rejects.toMatchObject({ code: 'install_not_found' })
    }
  })

  it('does not wait any more once it is essential', async () => {
    const app = await require(large)
    await settle()
    await prisma().appRequirement.updateMany({ where: { groupId }, data: { essential: true } })
    await settle()
    expect(await stateOf(app)).toBe('waiting_for_mac')
  })
})

describe('what arrives', () => {
  it('is listed essential first and counted, for its owner alone', async () => {
    const small = await require()
    const essential = await require({ essential: true, sizeBytes: 5000 })
    await require(large)
    expect((await getArrival(employee, device.id))?.settling).toBe(true)
    await settle()
    await reportListed(device, small, '2.0')
    await settle()
    const arrival = await getArrival(employee, device.id)
    expect(arrival).toMatchObject({ done: 1, total: 3, settling: false })
    expect(arrival?.apps.map(({ app }) => app.slug).slice(0, 2)).toEqual([essential.slug, small.slug])
    expect(arrival?.apps.map(({ state }) => state).at(-1)).toBe('waiting_for_person')
    expect(await getArrival(await makePerson({ role: 'admin' }), device.id)).toBeNull()
    expect(await getArrival(employee, 'no id')).toBeNull()
  })

  it('is told apart for each Mac of a person, and nothing of Macs of others', async () => {
    const app = await require()
    const second = await makeDevice(employee)
    await settle()
    await reportListed(second, app, '2.0')
    await settle()
    const arrivals = await listArrivals(employee)
    const done = new Map(arrivals.map((arrival) => [arrival.device.id, arrival.done]))
    expect(done).toEqual(
      new Map([
        [device.id, 0],
        [second.id, 1],
      ]),
    )
    expect(await listArrivals(await makePerson({ role: 'admin' }))).toEqual([])
  })

  it('counts what was asked for and is on its way when a group requires it, and lets nobody call that off', async () => {
    const app = await makeApp()
    const { installId } = await ask(employee, device, app)
    expect(await getInstall(employee, installId)).toMatchObject({
      required: false,
      look: { nextAction: 'cancel' },
    })
    await prisma().appRequirement.create({ data: { appId: app.id, groupId } })
    await settle()
    const install = await getInstall(employee, installId)
    expect(install).toMatchObject({ required: true, request: { askedBy: { id: employee.id } } })
    expect(install?.look.nextAction).toBeNull()
    await prisma().appRequirement.deleteMany({ where: { appId: app.id } })
    expect(await getInstall(employee, installId)).toMatchObject({ required: false })
  })
})
