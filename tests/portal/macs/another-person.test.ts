import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PersonActor } from '#lib/auth/actor.ts'
import { inviteMac } from '#lib/portal/enrollment/invite-mac.ts'
import { getInstall, listInstallsOfDevice, listMyInstalls } from '#lib/portal/installs/queries.ts'
import { getRemoval } from '#lib/portal/macs/get-removal.ts'
import { leaveMac } from '#lib/portal/macs/leave-mac.ts'
import { listMacCertificates } from '#lib/portal/macs/list-mac-certificates.ts'
import { getMac, listMacApps, listMacEvents, listMyMacs } from '#lib/portal/macs/queries.ts'
import { listMacProfiles } from '#lib/portal/profiles/queries.ts'
import { getTicket } from '#lib/portal/tickets/get-ticket.ts'
import { openTicket } from '#lib/portal/tickets/open-ticket.ts'
import { prisma } from '#lib/server/prisma.ts'
import { ask, makeApp } from '#tests/portal/installs/world.ts'
import { makePerson } from '#tests/support/portal.ts'
import { type MacWorld, startMacWorld } from './mac-world.ts'

let world: MacWorld
let helper: PersonActor
beforeAll(async () => {
  world = await startMacWorld()
  helper = await makePerson({ role: 'helpdesk' })
})
afterAll(() => world.stop())

/** Anna's personal Mac, with all that can be known of it, on which Bram's link is opened. */
async function meet() {
  const [anna, bram] = [await makePerson({ name: 'Anna' }), await makePerson({ name: 'Bram' })]
  const seed = randomUUID()
  const { mac, deviceId } = await world.enrollMac(anna, { ownership: 'personal', seed, name: 'Mac of Anna' })
  const device = await prisma().device.findUniqueOrThrow({ where: { id: deviceId } })
  const { installId } = await ask(anna, device, await makeApp())
  const { number } = await openTicket(anna, {
    ...{ subject: 'It is slow', message: 'Since Monday', requestKey: randomUUID(), deviceId },
  })
  const enrolsForBram = async () => {
    const claimed = await world.newMac({ seed, name: 'Mac of Bram' })
    await claimed.enroll((await inviteMac(bram, { ownership: 'personal' })).url)
    await world.listen()
    return claimed
  }
  return { anna, bram, mac, deviceId, installId, number, enrolsForBram }
}

describe('a Mac that enrols for another person under the identity of one that has left', () => {
  it('shows them nothing of what was before, and the earlier owner nothing of what comes', async () => {
    const { anna, bram, mac, deviceId, installId, number, enrolsForBram } = await meet()
    expect(await listMacApps(anna, deviceId)).not.toEqual([])
    await leaveMac(anna, { deviceId })
    await mac.poll()
    await world.listen()
    const before = (await listMacEvents(helper, deviceId)).length
    const claimed = await enrolsForBram()

    expect(await getMac(bram, deviceId)).toMatchObject({
      ...{ name: 'Mac of Bram', status: 'enrolled', ownerName: 'Bram', leftHow: null },
      ...{
        fileVault: null,
        sip: null,
        firewall: null,
        capacityGb: null,
        batteryLevel: null,
        inventoryAt: null,
      },
    })
    expect((await listMacEvents(bram, deviceId)).map(({ kind }) => kind)).toEqual(['came_back'])
    expect(await listInstallsOfDevice(bram, deviceId)).toEqual([])
    expect(await getInstall(bram, installId)).toBeNull()
    expect(await listMyInstalls(bram)).toEqual([])
    expect(await getTicket(bram, number)).toBeNull()
    expect(await listMacApps(bram, deviceId)).toEqual([])
    expect(await listMacCertificates(bram, deviceId)).toEqual([])
    expect(await listMacProfiles(bram, deviceId)).toEqual([])
    expect(await getRemoval(bram, deviceId)).toBeNull()

    expect(await getMac(anna, deviceId)).toBeNull()
    expect(await listMyMacs(anna)).toEqual([])
    expect(await listMacEvents(anna, deviceId)).toEqual([])
    expect(await listMacApps(anna, deviceId)).toEqual([])
    expect(await listMyInstalls(anna)).toHaveLength(1)
    expect(JSON.stringify(await listMyInstalls(anna))).not.toContain('Bram')

    expect((await listMacEvents(helper, deviceId)).length).toBe(before + 1)
    await claimed.poll()
    await world.listen()
    expect(await listMacApps(bram, deviceId)).not.toEqual([])
  })

  it('is refused while the Mac is enrolled for the other, also when it is only silent', async () => {
    const { anna, bram, deviceId, enrolsForBram } = await meet()
    await expect(enrolsForBram()).rejects.toThrow()
    await prisma().device.update({ where: { id: deviceId }, data: { status: 'left', leftHow: 'silent' } })
    await expect(enrolsForBram()).rejects.toThrow()
    await world.listen()
    expect(await getMac(bram, deviceId)).toBeNull()
    expect(await getMac(anna, deviceId)).toMatchObject({ ownerName: 'Anna', name: 'Mac of Anna' })
  })
})
