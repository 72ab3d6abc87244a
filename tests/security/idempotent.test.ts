import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { approveRequest } from '#lib/portal/installs/approve-request.ts'
import { retryInstall } from '#lib/portal/installs/retry-install.ts'
import { prisma } from '#lib/server/prisma.ts'
import { ask, makeApp, makeRequested } from '#tests/portal/installs/world.ts'
import { makeDevice, makePerson, startTestPortal, type TestPortal } from '#tests/support/portal.ts'

let portal: TestPortal
beforeAll(async () => {
  portal = await startTestPortal()
})
afterAll(() => portal.stop())

const countCommands = (enrollmentId: string) => prisma().mdmCommand.count({ where: { enrollmentId } })

describe('promise 16: asking twice is one command', () => {
  it('when a form is sent five times at once', async () => {
    const employee = await makePerson()
    const device = await makeDevice(employee)
    const app = await makeApp()
    const key = randomUUID()
    const outcomes = await Promise.all([1, 2, 3, 4, 5].map(() => ask(employee, device, app, key)))
    expect(new Set(outcomes.map((outcome) => outcome.requestId)).size).toBe(1)
    expect(await countCommands(device.enrollmentId)).toBe(1)
  })

  it('when two tabs ask for the same app on the same Mac', async () => {
    const employee = await makePerson()
    const device = await makeDevice(employee)
    const app = await makeApp()
    const outcomes = await Promise.allSettled([ask(employee, device, app), ask(employee, device, app)])
    expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1)
    expect(await countCommands(device.enrollmentId)).toBe(1)
    expect(await prisma().request.count({ where: { personId: employee.id } })).toBe(1)
  })

  it('when an approval is clicked twice', async () => {
    const admin = await makePerson({ role: 'admin' })
    const { device, requestId } = await makeRequested({ approvalRequired: true })
    await Promise.allSettled([approveRequest(admin, { requestId }), approveRequest(admin, { requestId })])
    expect(await countCommands(device.enrollmentId)).toBe(1)
  })

  it('when "Ask my Mac again" is clicked twice', async () => {
    const { device, installId, employee } = await makeRequested()
    await prisma().install.update({ where: { id: installId }, data: { state: 'declined_on_mac' } })
    const once = { installId, attempt: 1 }
    await Promise.all([1, 2, 3].map(() => retryInstall(employee, once)))
    expect(await countCommands(device.enrollmentId)).toBe(1)
    expect(await prisma().install.findUnique({ where: { id: installId } })).toMatchObject({ attempt: 2 })
  })
})
