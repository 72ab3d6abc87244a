import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { onEnrolled } from '#lib/portal/macs/on-enrolled.ts'
import { getMac, listMacApps } from '#lib/portal/macs/queries.ts'
import { inTransaction, prisma } from '#lib/server/prisma.ts'
import { makeDevice, makePerson, startTestPortal, type TestPortal } from '#tests/support/portal.ts'

let portal: TestPortal
beforeAll(async () => {
  portal = await startTestPortal()
})
afterAll(() => portal.stop())

const apps = [{ Identifier: 'org.example.diary', Name: 'Diary', ShortVersion: '1' }]

async function reportApps(enrollmentId: string) {
  await prisma().mdmInventory.create({
    data: { enrollmentId, kind: 'InstalledApplicationList', data: apps, collectedAt: new Date() },
  })
}

describe('the helpdesk’s page of a Mac that its owner enrolled privately', () => {
  it('has no list of all apps, whatever the Mac sent', async () => {
    const [anna, helper] = [await makePerson(), await makePerson({ role: 'helpdesk' })]
    const device = await makeDevice(anna, { enrollmentType: 'user', accessRights: 0, serialNumber: null })
    await reportApps(device.enrollmentId)
    expect(await listMacApps(helper, device.id)).toEqual([])
    const whole = await makeDevice(anna)
    await reportApps(whole.enrollmentId)
    expect(await listMacApps(helper, whole.id)).toHaveLength(1)
  })

  it('has no list of all apps either where the right to it was not given', async () => {
    const [anna, helper] = [await makePerson(), await makePerson({ role: 'helpdesk' })]
    const device = await makeDevice(anna, { accessRights: 8191 & ~256 })
    await reportApps(device.enrollmentId)
    expect(await listMacApps(helper, device.id)).toEqual([])
  })

  it('has no serial number, even of a Mac that tells one', async () => {
    const [anna, helper] = [await makePerson(), await makePerson({ role: 'helpdesk' })]
    const { enrollmentId } = await makeDevice(anna, { enrollmentType: 'user', serialNumber: null })
    const data = {
      invitationId: null,
      personId: anna.id,
      ownership: 'personal',
      enrollmentType: 'user',
      accessRights: 0,
      first: true,
      serialNumber: 'C02SECRET',
      model: 'Mac15,12',
      modelName: 'MacBook Air',
      deviceName: 'Anna’s MacBook',
      osVersion: '26.1',
      buildVersion: '25B78',
    }
    const event = {
      id: '1',
      enrollmentId,
      kind: 'enrolled' as const,
      data,
      createdAt: new Date(),
      attempts: 0,
    }
    await inTransaction((tx) => onEnrolled(tx, event))
    const { id } = await prisma().device.findUniqueOrThrow({ where: { enrollmentId } })
    expect(JSON.stringify(await getMac(helper, id))).not.toContain('C02SECRET')
  })
})
