import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listAppsOnLeaving } from '#lib/portal/installs/list-apps-on-leaving.ts'
import { getInstall } from '#lib/portal/installs/queries.ts'
import type { Device } from '#lib/server/generated/client.ts'
import { prisma } from '#lib/server/prisma.ts'
import { type DeviceWish, startTestPortal, type TestPortal } from '#tests/support/portal.ts'
import { ask, hear, makeEvent, makeRequested, readInstall, reportListed, reportManaged } from './world.ts'

let portal: TestPortal
beforeAll(async () => {
  portal = await startTestPortal()
})
afterAll(() => portal.stop())

async function makeInstalled(wish: DeviceWish = {}) {
  const made = await makeRequested(wish)
  await prisma().install.update({ where: { id: made.installId }, data: { state: 'installed' } })
  return made
}

const leaves = (device: Device) => hear(makeEvent(device, 'checked_out', {}))
const stateOf = async (installId: string) => (await readInstall(installId)).state

describe('an app on a Mac that leaves', () => {
  it('goes with it when the Mac said that it manages the app', async () => {
    const { device, app, employee, installId } = await makeInstalled()
    await reportManaged(device, app, 'Managed')
    expect(await listAppsOnLeaving(employee, device.id)).toEqual({ go: [app.name], stay: [], underWay: 0 })
    await leaves(device)
    expect(await stateOf(installId)).toBe('removed')
  })

  it('stays on a private Mac, where macOS manages no app of a package', async () => {
    const { device, app, employee, installId } = await makeInstalled({ enrollmentType: 'user' })
    await reportManaged(device, app, 'Managed')
    expect(await listAppsOnLeaving(employee, device.id)).toMatchObject({ go: [], stay: [app.name] })
    await leaves(device)
    const install = await getInstall(employee, installId)
    expect(install).toMatchObject({ state: 'unmanaged', look: { nextAction: 'request_again' } })
    expect(install?.steps.at(-1)?.cause).toMatchObject({ kind: 'enrollment', what: 'checked_out' })
  })

  it('stays when the Mac does not manage it: it was there before, or is more than an app', async () => {
    const { device, app, installId } = await makeInstalled()
    await reportListed(device, app, '2.0')
    await leaves(device)
    expect(await stateOf(installId)).toBe('unmanaged')
  })

  it('stays, for all that is known, when the Mac was let go without its answer', async () => {
    const { device, app, employee, installId } = await makeInstalled()
    await reportManaged(device, app, 'Managed')
    await prisma().device.update({
      where: { id: device.id },
      data: { status: 'left', leftUnanswered: true },
    })
    await leaves(device)
    expect(await getInstall(employee, installId)).toMatchObject({
      ...{ state: 'unmanaged', look: { nextAction: 'enroll' } },
    })
  })

  it('is found when the Mac is back and still has it, and is gone when it has not', async () => {
    const kept = await makeInstalled()
    await leaves(kept.device)
    await reportListed(kept.device, kept.app, '2.0')
    expect(await stateOf(kept.installId)).toBe('installed')
    const deleted = await makeInstalled()
    await leaves(deleted.device)
    await reportListed(deleted.device, deleted.app, null)
    expect(await stateOf(deleted.installId)).toBe('removed')
  })

  it('can be asked for again', async () => {
    const { device, app, employee, installId } = await makeInstalled()
    await leaves(device)
    await ask(employee, device, app)
    expect(await stateOf(installId)).toBe('waiting_for_mac')
  })
})
