import { afterAll, beforeAll, expect, it } from 'vitest'
import { prisma } from '#lib/server/prisma.ts'
import { runtime } from '#lib/server/runtime.ts'
import { makePerson } from '#tests/support/portal.ts'
import { type MacWorld, startMacWorld } from './mac-world.ts'

let world: MacWorld
beforeAll(async () => {
  world = await startMacWorld()
})
afterAll(() => world.stop())

it('shows a Mac’s new macOS as soon as the Mac says so, without asking', async () => {
  const { mdm } = runtime()
  const { mac, deviceId } = await world.enrollMac(await makePerson())
  const row = () => prisma().device.findUniqueOrThrow({ where: { id: deviceId } })
  const hear = async () => {
    await mdm.digestStatusReports()
    await world.listen()
  }
  await mdm.syncDeclarations()
  await mac.poll()
  await hear()
  expect(Object.keys(mac.state.declarations.declarations)).toContain('zelf.status.subscriptions')
  const { hardware } = mac.state
  expect(await row()).toMatchObject({ osVersion: hardware.osVersion, fileVault: true })
  hardware.osVersion = '26.9'
  hardware.buildVersion = '25Z99'
  await mac.reportsStatus()
  await hear()
  expect(await row()).toMatchObject({ osVersion: '26.9', buildVersion: '25Z99' })
})
