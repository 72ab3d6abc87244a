import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
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

const profileList = { RequestType: 'ProfileList' }
const lock = { RequestType: 'DeviceLock', PIN: '123456' }
const refusal = {
  ErrorChain: [{ ErrorCode: 12023, ErrorDomain: 'MCMDMErrorDomain', LocalizedDescription: 'Nee' }],
}

async function answersOf(mac: SimulatedMac): Promise<unknown[]> {
  const answers: unknown[] = []
  await server.mdm.takeEvents(async (event) => {
    if (event.enrollmentId === mac.enrollmentId && event.kind === 'command_answered') answers.push(event.data)
  }, 1000)
  return answers
}

describe('the command queue', () => {
  it('hands out commands by priority, then in the order of asking', async () => {
    const mac = await server.enrollMac()
    const first = await operations.queue(mac.enrollmentId, profileList)
    const second = await operations.queue(mac.enrollmentId, profileList)
    const urgent = await operations.queue(mac.enrollmentId, lock, { priority: 10 })
    const seen: unknown[] = []
    let next = await mac.reports('Idle')
    while (next) {
      seen.push(next.CommandUUID)
      next = await mac.reports('Acknowledged', next)
    }
    expect(seen).toEqual([urgent.commandUuid, first.commandUuid, second.commandUuid])
  })

  it('sends a command again that the Mac never answered', async () => {
    const mac = await server.enrollMac()
    const { commandUuid } = await operations.queue(mac.enrollmentId, profileList)
    expect(await mac.reports('Idle')).toMatchObject({ CommandUUID: commandUuid })
    expect(await operations.commandState(commandUuid)).toMatchObject({ status: 'sent' })
    expect(await mac.reports('Idle')).toMatchObject({ CommandUUID: commandUuid })
  })

  it('puts a command that the Mac takes and never answers behind the others', async () => {
    const mac = await server.enrollMac()
    const stuck = await operations.queue(mac.enrollmentId, profileList)
    const other = await operations.queue(mac.enrollmentId, profileList)
    for (let time = 0; time < 5; time += 1) {
      expect(await mac.reports('Idle')).toMatchObject({ CommandUUID: stuck.commandUuid })
    }
    const next = await mac.reports('Idle')
    expect(next).toMatchObject({ CommandUUID: other.commandUuid })
    expect(await mac.reports('Acknowledged', next)).toMatchObject({ CommandUUID: stuck.commandUuid })
  })

  it('sets a NotNow command aside until the Mac is idle again', async () => {
    const mac = await server.enrollMac()
    const busy = await operations.queue(mac.enrollmentId, lock, { priority: 1 })
    const other = await operations.queue(mac.enrollmentId, profileList)
    const command = await mac.reports('Idle')
    const next = await mac.reports('NotNow', command)
    expect(next).toMatchObject({ CommandUUID: other.commandUuid })
    expect(await mac.reports('Acknowledged', next)).toBeNull()
    expect(await operations.commandState(busy.commandUuid)).toMatchObject({ status: 'not_now' })
    expect(await mac.reports('Idle')).toMatchObject({ CommandUUID: busy.commandUuid })
    expect(await mac.reports('NotNow', command)).toBeNull()
    expect(await answersOf(mac)).toMatchObject([
      { commandUuid: busy.commandUuid, status: 'NotNow' },
      { commandUuid: other.commandUuid, status: 'Acknowledged', requestType: 'ProfileList' },
    ])
  })

  it('takes the same answer twice as one, and goes on', async () => {
    const mac = await server.enrollMac()
    await operations.queue(mac.enrollmentId, profileList)
    const other = await operations.queue(mac.enrollmentId, lock)
    const command = await mac.reports('Idle')
    expect(await mac.reports('Acknowledged', command)).toMatchObject({ CommandUUID: other.commandUuid })
    expect(await mac.reports('Acknowledged', command)).toMatchObject({ CommandUUID: other.commandUuid })
    expect(await answersOf(mac)).toHaveLength(1)
  })

  it('keeps the reasons of an error in the Mac’s own words', async () => {
    const mac = await server.enrollMac()
    const { commandUuid } = await operations.queue(mac.enrollmentId, lock)
    await mac.reports('Error', await mac.reports('Idle'), refusal)
    expect(await operations.commandState(commandUuid)).toMatchObject({
      status: 'error',
      ...{ errorChain: refusal.ErrorChain },
    })
    expect(await answersOf(mac)).toMatchObject([{ status: 'Error', errorChain: refusal.ErrorChain }])
  })

  it('refuses the answer to a command that was never sent to that Mac', async () => {
    const [mac, other] = [await server.enrollMac(), await server.enrollMac()]
    const theirs = await operations.queue(other.enrollmentId, profileList)
    await other.reports('Idle')
    for (const CommandUUID of [randomUUID(), 'not-a-uuid', theirs.commandUuid]) {
      await expect(mac.reports('Acknowledged', { CommandUUID })).rejects.toMatchObject({ httpStatus: 400 })
    }
    expect(await operations.commandState(theirs.commandUuid)).toMatchObject({ status: 'sent' })
    const unsent = await operations.queue(mac.enrollmentId, profileList)
    await expect(mac.reports('Acknowledged', { CommandUUID: unsent.commandUuid })).rejects.toMatchObject({
      httpStatus: 400,
    })
  })

  it('answers an Idle in one round trip, and a result in one', async () => {
    const mac = await server.enrollMac()
    await operations.queue(mac.enrollmentId, profileList)
    server.takeStatements()
    const command = await mac.reports('Idle')
    expect(server.takeStatements()).toHaveLength(1)
    await mac.reports('Acknowledged', command, { ProfileList: [] })
    expect(server.takeStatements()).toHaveLength(1)
  })

  it('takes back what was not sent, and nothing else', async () => {
    const mac = await server.enrollMac()
    const { commandUuid } = await operations.queue(mac.enrollmentId, profileList)
    expect(await operations.cancel(commandUuid)).toBe(true)
    expect(await operations.cancel(commandUuid)).toBe(false)
    expect(await mac.reports('Idle')).toBeNull()
    const sent = await operations.queue(mac.enrollmentId, profileList)
    await mac.reports('Idle')
    expect(await operations.cancel(sent.commandUuid)).toBe(false)
  })

  it('gives up a command that has expired, and still takes its late answer', async () => {
    const mac = await server.enrollMac()
    const inAnHour = new Date(server.now().getTime() + 3_600_000)
    const unsent = await operations.queue(mac.enrollmentId, lock, { expiresAt: inAnHour })
    const sent = await operations.queue(mac.enrollmentId, profileList, { expiresAt: inAnHour, priority: 1 })
    const command = await mac.reports('Idle')
    server.passTime(3_600_001)
    expect(await server.mdm.expireCommands()).toBe(1)
    expect(await operations.commandState(unsent.commandUuid)).toMatchObject({ status: 'expired' })
    server.passTime(24 * 3_600_000)
    expect(await server.mdm.expireCommands()).toBe(1)
    expect(await mac.reports('Acknowledged', command)).toBeNull()
    expect(await operations.commandState(sent.commandUuid)).toMatchObject({ status: 'acknowledged' })
    expect(await answersOf(mac)).toMatchObject([
      { commandUuid: unsent.commandUuid, status: 'Expired' },
      { commandUuid: sent.commandUuid, status: 'Expired' },
      { commandUuid: sent.commandUuid, status: 'Acknowledged' },
    ])
  })

  it('asks a personal Mac for nothing that its profile does not grant', async () => {
    const mac = await server.enrollMac({ ownership: 'personal' })
    const erase = { RequestType: 'EraseDevice', PIN: '123456' }
    for (const body of [lock, erase]) {
      await expect(operations.queue(mac.enrollmentId, body)).rejects.toMatchObject({
        code: 'access_right_missing',
      })
    }
    await expect(operations.queue(mac.enrollmentId, { RequestType: 'LogOutUser' })).rejects.toMatchObject({
      code: 'unknown_request_type',
    })
    expect(await mac.reports('Idle')).toBeNull()
  })

  it('remembers when a Mac was last seen, but not in the way of its answer', async () => {
    const mac = await server.enrollMac()
    server.passTime(60_000)
    await mac.reports('Idle')
    await server.mdm.flushLastSeen()
    const enrollment = await operations.enrollment(mac.enrollmentId)
    const ageMs = server.now().getTime() - (enrollment?.lastSeenAt?.getTime() ?? 0)
    expect(ageMs).toBeLessThan(30_000)
  })
})
