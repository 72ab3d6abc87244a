import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PersonActor } from '#lib/auth/actor.ts'
import { approveRequest } from '#lib/portal/installs/approve-request.ts'
import { listAppTargets } from '#lib/portal/installs/queries.ts'
import { retryInstall } from '#lib/portal/installs/retry-install.ts'
import type { Prisma } from '#lib/server/generated/client.ts'
import { prisma } from '#lib/server/prisma.ts'
import { makePerson, startTestPortal, type TestPortal } from '#tests/support/portal.ts'
import { ask, makeApp, makeRequested, readInstall } from './world.ts'

let portal: TestPortal
let admin: PersonActor
beforeAll(async () => {
  portal = await startTestPortal()
  admin = await makePerson({ role: 'admin' })
})
afterAll(() => portal.stop())

type Made = Awaited<ReturnType<typeof makeRequested>>

const refusals = [
  { code: 'mac_left', why: 'has left', happen: setDevice({ status: 'left', leftHow: 'released' }) },
  { code: 'mac_to_leave', why: 'is leaving', happen: setDevice({ removalAskedAt: new Date() }) },
  {
    code: 'owner_inactive',
    why: 'belongs to somebody whose account is off',
    happen: ({ employee }: Made) =>
      prisma().person.update({ where: { id: employee.id }, data: { active: false } }),
  },
]

function setDevice(data: Prisma.DeviceUpdateInput) {
  return ({ device }: Made) => prisma().device.update({ where: { id: device.id }, data })
}

describe.each(refusals)('a Mac that $why', ({ code, happen }) => {
  it('gets no app by an approval, and the request goes on waiting', async () => {
    const made = await makeRequested({ approvalRequired: true })
    await happen(made)
    await expect(approveRequest(admin, { requestId: made.requestId })).rejects.toMatchObject({ code })
    const request = await prisma().request.findUnique({ where: { id: made.requestId } })
    expect(request).toMatchObject({ status: 'waiting' })
    expect((await readInstall(made.installId)).state).toBe('requested')
  })

  it('gets no app by trying again, and what failed before says why it did', async () => {
    const made = await makeRequested()
    await prisma().install.update({
      where: { id: made.installId },
      data: { state: 'failed', failureCode: 'download_failed' },
    })
    await happen(made)
    await expect(retryInstall(admin, { installId: made.installId })).rejects.toMatchObject({ code })
    expect(await readInstall(made.installId)).toMatchObject({ attempt: 1, failureCode: 'download_failed' })
  })
})

describe('a Mac that is leaving', () => {
  it('cannot be chosen for an app, and says so', async () => {
    const { employee, device } = await makeRequested()
    const app = await makeApp()
    await prisma().device.update({ where: { id: device.id }, data: { removalAskedAt: new Date() } })
    expect(await listAppTargets(employee, app.id)).toMatchObject([{ denial: 'mac_to_leave' }])
    await expect(ask(employee, device, app)).rejects.toMatchObject({ code: 'mac_to_leave' })
  })
})
