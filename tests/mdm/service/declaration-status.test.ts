import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { MdmEventRecord, MdmOperations } from '#lib/mdm/server.ts'
import { type DeclaredMac, enrollDeclaredMac } from '../support/declared-mac.ts'
import { startTestMdm, type TestMdm } from '../support/start-test-mdm.ts'

let server: TestMdm
let operations: MdmOperations
beforeAll(async () => {
  server = await startTestMdm()
  operations = server.mdm.in(server.sql)
})
afterAll(() => server.stop())

const say = (watched: DeclaredMac, report: object | string) =>
  watched.mac.checkIn('DeclarativeManagement', {
    Endpoint: 'status',
    Data: Buffer.from(typeof report === 'string' ? report : JSON.stringify(report)),
  })
const report = (watched: DeclaredMac, StatusItems: object, more: object = {}) =>
  say(watched, { StatusItems, Errors: [], ...more })

async function itemsOf(watched: DeclaredMac): Promise<Record<string, unknown>> {
  const { items } = await operations.statusItems(watched.mac.enrollmentId)
  return Object.fromEntries(items.map(({ name, value }) => [name, value]))
}

async function takeStatusEvents(watched: DeclaredMac): Promise<MdmEventRecord[]> {
  const events: MdmEventRecord[] = []
  await server.mdm.takeEvents(async (event) => {
    if (event.enrollmentId === watched.mac.enrollmentId && event.data.kind === 'StatusItems')
      events.push(event)
  }, 1000)
  return events
}

describe('what a Mac reports', () => {
  it('is on file item by item, and the enrollment knows its macOS', async () => {
    const watched = await enrollDeclaredMac(server, { osVersion: '26.1' })
    await watched.settle()
    const { serialNumber } = watched.mac
    expect(await itemsOf(watched)).toMatchObject({
      'device.identifier.serial-number': serialNumber,
      'device.operating-system.version': '26.1',
      'diskmanagement.filevault.enabled': true,
    })
    await takeStatusEvents(watched)
    watched.mac.state.hardware.osVersion = '26.2'
    watched.mac.state.hardware.buildVersion = '25C56'
    await watched.mac.reportsStatus()
    await server.mdm.digestStatusReports()
    expect(await operations.enrollment(watched.mac.enrollmentId)).toMatchObject({
      osVersion: '26.2',
      buildVersion: '25C56',
    })
    expect(await takeStatusEvents(watched)).toHaveLength(1)
    await watched.mac.reportsStatus({ full: true })
    expect(await server.mdm.digestStatusReports()).toBe(1)
    expect(await takeStatusEvents(watched)).toEqual([])
  })

  it('adds to lists, takes from them, and is replaced whole by a full report', async () => {
    const watched = await enrollDeclaredMac(server)
    const app = (identifier: string, state: string) => ({ identifier, state })
    const apps = (...list: object[]) => ({ app: { managed: { list } } })
    await report(watched, apps(app('a', 'queued'), app('b', 'managed')))
    await report(watched, apps(app('a', 'managed'), { identifier: 'b', _removed: true }, app('c', 'queued')))
    await report(watched, { ...apps(), test: { 'string-value': 'x' } })
    expect(await server.mdm.digestStatusReports()).toBe(3)
    expect(await itemsOf(watched)).toEqual({
      'app.managed.list': { a: app('a', 'managed'), c: app('c', 'queued') },
      'test.string-value': 'x',
    })
    await report(watched, apps(app('d', 'managed')), { FullReport: true })
    await server.mdm.digestStatusReports()
    expect(await itemsOf(watched)).toEqual({ 'app.managed.list': { d: app('d', 'managed') } })
  })

  it('keeps what the Mac could not tell, until it can', async () => {
    const watched = await enrollDeclaredMac(server)
    const { enrollmentId } = watched.mac
    const Reasons = [{ Code: 'Error.Unsupported', Description: 'no battery' }]
    await report(watched, { device: { power: { 'battery-health': 'normal' } } })
    await report(watched, {}, { Errors: [{ StatusItem: 'device.power.battery-health', Reasons }] })
    await server.mdm.digestStatusReports()
    expect(await operations.statusItems(enrollmentId)).toEqual({
      items: [],
      errors: { 'device.power.battery-health': Reasons },
    })
    await report(watched, { device: { power: { 'battery-health': 'normal' } } })
    await server.mdm.digestStatusReports()
    expect(await operations.statusItems(enrollmentId)).toMatchObject({
      items: [{ name: 'device.power.battery-health', value: 'normal' }],
      errors: {},
    })
  })

  it('says why a declaration does not work', async () => {
    const watched = await enrollDeclaredMac(server)
    await operations.declare('failing', [
      {
        identifier: 'failing.test',
        type: 'com.apple.configuration.management.test',
        payload: { Echo: 'no', ReturnStatus: 'Failed' },
      },
      {
        identifier: 'failing.on',
        type: 'com.apple.activation.simple',
        payload: { StandardConfigurations: ['failing.test'] },
      },
    ])
    await operations.assignDeclarations(watched.mac.enrollmentId, 'failing')
    await watched.settle()
    expect(await operations.declarationStates(watched.mac.enrollmentId)).toContainEqual(
      expect.objectContaining({
        identifier: 'failing.test',
        reported: expect.objectContaining({
          active: false,
          valid: 'invalid',
          reasons: [expect.objectContaining({ code: 'Error.ConfigurationCannotBeApplied' })],
        }),
      }),
    )
  })

  it('forgets how things stood with what a full report does not name any more', async () => {
    const watched = await enrollDeclaredMac(server)
    await watched.settle()
    const states = async () => (await operations.declarationStates(watched.mac.enrollmentId)) ?? []
    expect((await states()).every(({ reported }) => reported !== null)).toBe(true)
    await report(watched, { management: { declarations: {} } }, { FullReport: true })
    await server.mdm.digestStatusReports()
    expect((await states()).every(({ reported }) => reported === null)).toBe(true)
  })
})

describe('digesting reports', () => {
  it('reads each once, in order, whoever does it', async () => {
    const watched = await enrollDeclaredMac(server)
    for (let at = 1; at <= 12; at++) await report(watched, { test: { 'integer-value': at } })
    const servers = [server.mdm, server.another()]
    let filed = 0
    for (let round = 0; round < 12; round++) {
      const counts = await Promise.all(servers.map((one) => one.digestStatusReports()))
      filed += counts.reduce((sum, count) => sum + count, 0)
    }
    expect(filed).toBe(12)
    expect(await itemsOf(watched)).toEqual({ 'test.integer-value': 12 })
  })

  it('reads a report again when the process died over it, and gives up on one that kills each time', async () => {
    const watched = await enrollDeclaredMac(server)
    await report(watched, { test: { 'integer-value': 1 } })
    const die = () => server.sql`UPDATE mdm_status_report SET attempts = attempts + 1,
      retry_at = ${new Date(server.now().getTime() + 60_000).toISOString()}::text::timestamptz
      WHERE enrollment_id = ${watched.mac.enrollmentId}::text`
    await die()
    expect(await server.mdm.digestStatusReports()).toBe(0)
    server.passTime(60_001)
    expect(await server.mdm.digestStatusReports()).toBe(1)
    await report(watched, { test: { 'integer-value': 2 } })
    for (let time = 0; time < 4; time++) await die()
    await report(watched, { test: { 'integer-value': 3 } })
    server.passTime(60_001)
    expect(await server.mdm.digestStatusReports()).toBe(1)
    expect(await itemsOf(watched)).toEqual({ 'test.integer-value': 3 })
  })

  it('files nothing of an enrollment that began anew', async () => {
    const personId = '7b1f8f8e-7c49-4a8a-9be0-1c2d3e4f5a6b'
    const before = await enrollDeclaredMac(server, { seed: 'reports-late', personId })
    await report(before, { test: { 'integer-value': 1 } })
    const after = await enrollDeclaredMac(server, { seed: 'reports-late', personId })
    expect(await server.mdm.digestStatusReports()).toBe(0)
    expect(await itemsOf(after)).toEqual({})
  })

  it('drops what was set aside a month ago', async () => {
    const watched = await enrollDeclaredMac(server)
    await say(watched, 'no JSON')
    expect(await server.mdm.digestStatusReports()).toBe(0)
    const left = () =>
      server.sql`SELECT FROM mdm_status_report WHERE enrollment_id = ${watched.mac.enrollmentId}::text`
    await server.mdm.sweepDeclarations()
    expect(await left()).toHaveLength(1)
    server.passTime(31 * 24 * 60 * 60 * 1000)
    await server.mdm.sweepDeclarations()
    expect(await left()).toHaveLength(0)
  })
})
