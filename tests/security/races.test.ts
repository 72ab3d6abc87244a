import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PersonActor } from '#lib/auth/actor.ts'
import { endSessionsOfPerson } from '#lib/portal/accounts/end-sessions-of-person.ts'
import { verifyChain } from '#lib/portal/audit/verify-chain.ts'
import { approveRequest } from '#lib/portal/installs/approve-request.ts'
import { cancelInstall } from '#lib/portal/installs/cancel-install.ts'
import { declineRequest } from '#lib/portal/installs/decline-request.ts'
import { lockMac } from '#lib/portal/macs/lock-mac.ts'
import { showLockPin } from '#lib/portal/macs/show-lock-pin.ts'
import { assignProfile } from '#lib/portal/profiles/assign-profile.ts'
import { unassignProfile } from '#lib/portal/profiles/unassign-profile.ts'
import { openTicket } from '#lib/portal/tickets/open-ticket.ts'
import { prisma } from '#lib/server/prisma.ts'
import { ask, makeApp, makeRequested } from '#tests/portal/installs/world.ts'
import { makeDevice, makePerson, startTestPortal, type TestPortal } from '#tests/support/portal.ts'

let portal: TestPortal
let employee: PersonActor
let helper: PersonActor
let admin: PersonActor

beforeAll(async () => {
  portal = await startTestPortal()
  employee = await makePerson()
  helper = await makePerson({ role: 'helpdesk' })
  admin = await makePerson({ role: 'admin' })
})
afterAll(() => portal.stop())

const times = <T>(count: number, run: () => Promise<T>) =>
  Promise.allSettled(Array.from({ length: count }, run))

/** Every one of them went well: a second click is no error. */
function values<T>(settled: PromiseSettledResult<T>[]): T[] {
  return settled.map((one) => {
    if (one.status === 'rejected') throw one.reason
    return one.value
  })
}

const commandsOf = (enrollmentId: string) => prisma().mdmCommand.count({ where: { enrollmentId } })

describe('promise 16: what is sent many times at once happens once', () => {
  it('a lock: one command, one PIN', async () => {
    const device = await makeDevice(employee)
    const input = { deviceId: device.id, requestKey: randomUUID(), reason: 'stolen', typedName: device.name }
    const asked = values(await times(6, () => lockMac(helper, input)))
    expect(new Set(asked.map((one) => one.actionId)).size).toBe(1)
    expect(await commandsOf(device.enrollmentId)).toBe(1)
    const [action] = asked
    const shown = await times(6, () => showLockPin(helper, { actionId: action?.actionId ?? '' }))
    expect(shown.filter((one) => one.status === 'fulfilled')).toHaveLength(1)
  })

  it('a question', async () => {
    const asked = { requestKey: randomUUID(), subject: 'Once only', message: 'words' }
    const numbers = values(await times(6, () => openTicket(employee, asked)))
    expect(new Set(numbers.map((one) => one.number)).size).toBe(1)
  })

  it('an assignment of a profile, and its end', async () => {
    const group = await prisma().group.create({ data: { name: 'Race' } })
    const profile = await prisma().configurationProfile.create({
      data: {
        ...{ name: 'P', identifier: 'example.race', payloadTypes: [] },
        ...{ content: new Uint8Array(1), sha256Hex: 'c'.repeat(64) },
      },
    })
    const pair = { profileId: profile.id, groupId: group.id }
    values(await times(6, () => assignProfile(admin, pair)))
    expect(await prisma().profileAssignment.count({ where: pair })).toBe(1)
    values(await times(6, () => unassignProfile(admin, pair)))
    expect(await prisma().profileAssignment.count({ where: pair })).toBe(0)
    const actions = await prisma().auditEntry.findMany({ where: { subjectId: profile.id } })
    expect(actions.map((entry) => entry.action)).toEqual(['profile.assigned', 'profile.unassigned'])
  })

  it('one key for two Macs is one request', async () => {
    const [app, first, second] = [await makeApp(), await makeDevice(employee), await makeDevice(employee)]
    const key = randomUUID()
    const settled = await Promise.allSettled([
      ask(employee, first, app, key),
      ask(employee, second, app, key),
    ])
    expect(settled.filter((one) => one.status === 'fulfilled')).toHaveLength(1)
    expect(await prisma().request.count({ where: { requestKey: key } })).toBe(1)
    expect((await commandsOf(first.enrollmentId)) + (await commandsOf(second.enrollmentId))).toBe(1)
  })
})

describe('promise 16: of two who decide at once, one decides', () => {
  it('yes or no to a request', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { device, requestId, installId } = await makeRequested({ approvalRequired: true })
      const settled = await Promise.allSettled([
        approveRequest(admin, { requestId }),
        declineRequest(admin, { requestId, reason: 'No licence left' }),
      ])
      expect(settled.filter((one) => one.status === 'fulfilled')).toHaveLength(1)
      const request = await prisma().request.findUniqueOrThrow({ where: { id: requestId } })
      const install = await prisma().install.findUniqueOrThrow({ where: { id: installId } })
      const approved = request.status === 'approved'
      expect(install.state).toBe(approved ? 'waiting_for_mac' : 'declined')
      expect(await commandsOf(device.enrollmentId)).toBe(approved ? 1 : 0)
    }
  })

  it('yes, while the person takes the wish back', async () => {
    for (let round = 0; round < 5; round += 1) {
      const made = await makeRequested({ approvalRequired: true })
      await Promise.allSettled([
        approveRequest(admin, { requestId: made.requestId }),
        cancelInstall(made.employee, { installId: made.installId }),
      ])
      const install = await prisma().install.findUniqueOrThrow({ where: { id: made.installId } })
      const commands = await commandsOf(made.device.enrollmentId)
      expect(`${install.state} ${commands}`).toMatch(/^(cancelled 0|waiting_for_mac 1)$/)
    }
  })

  it('and all of it stands in an unbroken trail', async () => {
    await times(3, () => endSessionsOfPerson(admin, employee.id))
    expect(await verifyChain(admin)).toMatchObject({ intact: true })
  })
})
