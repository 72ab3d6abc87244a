import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemActor } from '#lib/auth/actor.ts'
import { refreshStaleInventories } from '#lib/portal/macs/refresh-stale-inventories.ts'
import { prisma } from '#lib/server/prisma.ts'
import { makePerson } from '#tests/support/portal.ts'
import { type MacWorld, startMacWorld } from './mac-world.ts'

let world: MacWorld
beforeAll(async () => {
  world = await startMacWorld()
})
afterAll(() => world.stop())

const zelf = systemActor('Zelf')
const hours = (count: number) => new Date(Date.now() + count * 60 * 60 * 1000)

describe('the facts of a Mac', () => {
  it('are asked for again once they are a day old, and once a day', async () => {
    const anna = await makePerson()
    const { deviceId, mac } = await world.enrollMac(anna)
    expect(await refreshStaleInventories(zelf, hours(1))).toBe(0)
    expect(await refreshStaleInventories(zelf, hours(25))).toBe(1)
    expect(await refreshStaleInventories(zelf, hours(26))).toBe(0)
    const { enrollmentId } = await prisma().device.findUniqueOrThrow({ where: { id: deviceId } })
    const asked = await prisma().mdmCommand.findMany({ where: { enrollmentId } })
    expect(asked.map((command) => command.requestType).sort()).toEqual([
      'CertificateList',
      'DeviceInformation',
      'InstalledApplicationList',
      'ManagedApplicationList',
      'ProfileList',
      'SecurityInfo',
    ])
    // Whatever it answers, that day is done with.
    await mac.poll()
    expect(await refreshStaleInventories(zelf, hours(25))).toBe(0)
  })
})
