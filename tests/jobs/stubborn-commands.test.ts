import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemActor } from '#lib/auth/actor.ts'
import { handOutMdmEvents } from '#lib/jobs/hand-out-mdm-events.ts'
import { checkInstalls } from '#lib/portal/installs/check-installs.ts'
import { moveInstall } from '#lib/portal/installs/move-install.ts'
import { retryInstall } from '#lib/portal/installs/retry-install.ts'
import { refreshMac } from '#lib/portal/macs/refresh-mac.ts'
import { mdm } from '#lib/server/mdm.ts'
import { inTransaction, prisma } from '#lib/server/prisma.ts'
import { makePerson, startTestPortal, type TestPortal } from '#tests/support/portal.ts'
import { answer, makeRequested, readInstall } from '../portal/installs/world.ts'

let portal: TestPortal
beforeAll(async () => {
  portal = await startTestPortal()
})
afterAll(() => portal.stop())

const clock = systemActor('test')
const day = 24 * 60 * 60 * 1000

describe('a Mac that left', () => {
  it('before the portal heard of it has its turn again later, and not at once', async () => {
    const { device, installId } = await makeRequested()
    await answer(device, installId, 'Acknowledged')
    await prisma().mdmEnrollment.update({
      where: { id: device.enrollmentId },
      data: { status: 'checked_out' },
    })
    const now = new Date(Date.now() + 60_000)
    const next = await checkInstalls(clock, now)
    expect(next?.getTime()).toBeGreaterThan(now.getTime())
    expect((await readInstall(installId)).state).toBe('sent')
  })
})

describe('a Mac that enrolled and left again before anybody looked', () => {
  it('is known, and known to have left', async () => {
    const owner = await makePerson()
    const enrollmentId = 'LEFT-AT-ONCE'
    const row = { id: enrollmentId, deviceId: enrollmentId, channel: 'device', enrollmentType: 'device' }
    await prisma().mdmEnrollment.create({ data: { ...row, status: 'checked_out' } })
    const data = { personId: owner.id, ownership: 'company', enrollmentType: 'device', accessRights: 8191 }
    for (const kind of ['enrolled', 'checked_out']) {
      await prisma().mdmEvent.create({ data: { enrollmentId, kind, data: kind === 'enrolled' ? data : {} } })
    }
    await handOutMdmEvents()
    expect(await prisma().device.findUnique({ where: { enrollmentId } })).toMatchObject({ status: 'left' })
    expect(await prisma().mdmEvent.count({ where: { enrollmentId } })).toBe(0)
  })
})

describe('a try that failed', () => {
  it('takes its command along, though the Mac was sent it, when there is another try', async () => {
    const { employee, device, installId } = await makeRequested()
    const { commandId } = await readInstall(installId)
    await prisma().mdmCommand.update({
      where: { id: commandId ?? '' },
      data: { status: 'sent', sentAt: new Date() },
    })
    await inTransaction((tx) =>
      moveInstall(tx, clock, installId, {
        to: 'failed',
        cause: { kind: 'clock', after: 'waiting_for_mac' },
        failureCode: 'mac_offline',
      }),
    )
    await retryInstall(employee, { installId })
    const open = await prisma().mdmCommand.findMany({ where: { enrollmentId: device.enrollmentId } })
    expect(open.map(({ id }) => id)).toEqual([(await readInstall(installId)).commandId])
    expect(open[0]?.id).not.toBe(commandId)
    const state = await mdm()
      .in(portal.runtime.sql as never)
      .commandState(commandId ?? '')
    expect(state).toMatchObject({ status: 'cancelled', sentAt: expect.any(Date) })
  })
})

describe('a question to a Mac that stays away', () => {
  it('lapses after three days', async () => {
    const { device } = await makeRequested()
    const helpdesk = await makePerson({ role: 'helpdesk' })
    await refreshMac(helpdesk, { deviceId: device.id, requestKey: crypto.randomUUID() })
    const asked = await prisma().mdmCommand.findMany({
      where: { enrollmentId: device.enrollmentId, requestType: 'SecurityInfo' },
    })
    const left = asked.map(({ expiresAt }) => Math.round(((expiresAt?.getTime() ?? 0) - Date.now()) / day))
    expect(left).toEqual([3])
  })
})
