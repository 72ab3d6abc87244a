import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { inviteMac } from '#lib/portal/enrollment/invite-mac.ts'
import { getInvitation } from '#lib/portal/macs/get-invitation.ts'
import { listMacCertificates } from '#lib/portal/macs/list-mac-certificates.ts'
import { getMac, listMacApps, listMacEvents, listMyMacs } from '#lib/portal/macs/queries.ts'
import { prisma } from '#lib/server/prisma.ts'
import { makePerson } from '#tests/support/portal.ts'
import { type MacWorld, startMacWorld } from './mac-world.ts'

let world: MacWorld
beforeAll(async () => {
  world = await startMacWorld()
})
afterAll(() => world.stop())

describe('the arrival of a Mac', () => {
  it('can be followed from the link to the page of the Mac', async () => {
    const anna = await makePerson()
    const { invitationId, url } = await inviteMac(anna, { ownership: 'company' })
    const state = async () => (await getInvitation(anna, invitationId))?.state
    expect(await state()).toBe('waiting')
    await fetch(url)
    expect(await state()).toBe('opened')
    const mac = await world.newMac({ name: 'Anna’s MacBook' })
    await mac.enroll(url)
    expect(await getInvitation(anna, invitationId)).toMatchObject({ state: 'enrolled', mac: null })
    await world.listen()
    const arrived = await getInvitation(anna, invitationId)
    expect(arrived?.mac?.name).toBe('Anna’s MacBook')
    expect((await listMyMacs(anna)).map((one) => one.id)).toEqual([arrived?.mac?.id])
  })

  it('brings what the Mac tells of itself', async () => {
    const anna = await makePerson()
    const { mac, deviceId } = await world.enrollMac(anna)
    const shown = await getMac(anna, deviceId)
    expect(shown).toMatchObject({
      serialNumber: mac.serialNumber,
      fileVault: true,
      firewall: true,
      sip: true,
      health: { code: 'healthy' },
    })
    expect(shown?.capacityGb).toBeGreaterThan(0)
    expect(shown?.inventoryAt).toBeInstanceOf(Date)
    expect((await listMacApps(anna, deviceId)).map((app) => app.identifier)).toContain('com.apple.calculator')
    const certificates = await listMacCertificates(anna, deviceId)
    const identity = certificates.find(({ isIdentity }) => isIdentity)
    expect(identity?.validTo?.getTime()).toBeGreaterThan(Date.now())
  })

  it('keeps the link itself nowhere', async () => {
    const anna = await makePerson()
    const { invitationId, url } = await inviteMac(anna, { ownership: 'personal' })
    const secret = url.split('/').at(-1) ?? ''
    const row = await prisma().mdmInvitation.findUniqueOrThrow({ where: { id: invitationId } })
    const audit = await prisma().auditEntry.findMany({ where: { subjectId: invitationId } })
    expect(audit).toHaveLength(1)
    expect(JSON.stringify([row, audit.map((entry) => entry.detail)])).not.toContain(secret)
  })

  it('is seen by nobody else, except the helpdesk', async () => {
    const [anna, bram, helper] = [
      await makePerson(),
      await makePerson(),
      await makePerson({ role: 'helpdesk' }),
    ]
    const { invitationId } = await inviteMac(anna, { ownership: 'company' })
    const { deviceId } = await world.enrollMac(anna)
    expect(await getInvitation(bram, invitationId)).toBeNull()
    expect(await getInvitation(helper, invitationId)).toBeNull()
    expect(await getMac(bram, deviceId)).toBeNull()
    expect(await listMacEvents(bram, deviceId)).toEqual([])
    expect(await listMacApps(bram, deviceId)).toEqual([])
    expect(await listMacCertificates(bram, deviceId)).toEqual([])
    expect(await listMyMacs(bram)).toEqual([])
    expect((await getMac(helper, deviceId))?.ownerId).toBe(anna.id)
  })

  it('gives nothing for an address that is no Mac', async () => {
    const helper = await makePerson({ role: 'helpdesk' })
    for (const id of ['', 'x', '../etc', '00000000-0000-4000-8000-000000000000']) {
      expect(await getMac(helper, id)).toBeNull()
      expect(await getInvitation(helper, id)).toBeNull()
    }
  })

  it('ends when the person removes the enrolment, and history stays', async () => {
    const anna = await makePerson()
    const { mac, deviceId } = await world.enrollMac(anna)
    await mac.checkOut()
    await world.listen()
    expect(await getMac(anna, deviceId)).toMatchObject({
      status: 'left',
      health: { code: 'left_checked_out' },
    })
    const kinds = (await listMacEvents(anna, deviceId)).map((event) => event.kind)
    expect(kinds).toEqual(['left', 'enrolled'])
  })

  it('is warned of when its identity is about to expire', async () => {
    const anna = await makePerson()
    const { mac, deviceId } = await world.enrollMac(anna)
    await prisma().mdmEvent.create({
      data: {
        enrollmentId: mac.enrollmentId,
        kind: 'identity_expiring',
        data: { daysLeft: 7, notAfter: new Date().toISOString() },
      },
    })
    await world.listen()
    const [latest] = await listMacEvents(anna, deviceId)
    expect(latest).toMatchObject({ kind: 'identity_expiring', data: { daysLeft: 7 } })
    const audit = await prisma().auditEntry.findMany({ where: { action: 'device.identity_expiring' } })
    expect(audit).toMatchObject([{ subjectId: deviceId, detail: { daysLeft: 7 } }])
  })
})
