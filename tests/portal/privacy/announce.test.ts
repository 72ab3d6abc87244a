import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type PersonActor, systemActor } from '#lib/auth/actor.ts'
import { seeNotices } from '#lib/portal/notices/see-notices.ts'
import { announceAbilities } from '#lib/portal/privacy/announce-abilities.ts'
import { getMacPrivacy, listWidenedNotices } from '#lib/portal/privacy/queries.ts'
import { assignProfile } from '#lib/portal/profiles/assign-profile.ts'
import { reconcileProfiles } from '#lib/portal/profiles/reconcile-profiles.ts'
import { unassignProfile } from '#lib/portal/profiles/unassign-profile.ts'
import { uploadProfile } from '#lib/portal/profiles/upload-profile.ts'
import { inTransaction, prisma } from '#lib/server/prisma.ts'
import { type MacWorld, startMacWorld } from '#tests/portal/macs/mac-world.ts'
import { makeProfile } from '#tests/portal/profiles/make-profile.ts'
import { makeDevice, makePerson } from '#tests/support/portal.ts'

const clock = systemActor('clock')
let world: MacWorld
let admin: PersonActor
beforeAll(async () => {
  world = await startMacWorld()
  admin = await makePerson({ role: 'admin' })
})
afterAll(() => world.stop())

const reconcile = () => reconcileProfiles(clock, announceAbilities)
const announce = (deviceId: string) => inTransaction((tx) => announceAbilities(tx, deviceId))
const eventsOf = async (deviceId: string) =>
  (await prisma().deviceEvent.findMany({ where: { deviceId }, orderBy: { at: 'asc' } })).map(
    ({ kind }) => kind,
  )

/** A profile of these payloads for one person's Macs. */
async function assign(person: PersonActor, name: string, types: string[]) {
  const content = makeProfile({ identifier: `test.${randomUUID()}`, name, types })
  const { id: profileId } = await uploadProfile(admin, content)
  const group = await prisma().group.create({ data: { name: `Group ${randomUUID()}` } })
  await prisma().membership.create({ data: { groupId: group.id, personId: person.id } })
  await assignProfile(admin, { profileId, groupId: group.id })
  return { profileId, groupId: group.id }
}

describe('a Mac on which IT can do more than before', () => {
  it('tells its owner nothing on arrival: that is what was shown before', async () => {
    const anna = await makePerson()
    const { deviceId } = await world.enrollMac(anna, { ownership: 'personal' })
    expect(await listWidenedNotices(anna)).toEqual([])
    const { toldAbilities } = await prisma().device.findUniqueOrThrow({ where: { id: deviceId } })
    expect(toldAbilities).toMatchObject({ personId: anna.id, can: expect.arrayContaining(['serialNumber']) })
  })

  it('tells its owner of a new policy before the Mac has it, once, and until it was read', async () => {
    const anna = await makePerson()
    const { mac, deviceId } = await world.enrollMac(anna)
    const assigned = await assign(anna, 'Web filter', ['com.apple.webcontent-filter'])
    await reconcile()
    expect(await listWidenedNotices(anna)).toMatchObject([
      { deviceId, can: ['websites', 'blockWebsites'], might: [], policies: ['Web filter'] },
    ])
    expect(mac.profiles).toHaveLength(1)
    await mac.poll()
    await world.listen()
    expect(mac.profiles).toHaveLength(2)
    await announce(deviceId)
    const [notice] = await listWidenedNotices(anna, deviceId)
    expect(await listWidenedNotices(anna)).toHaveLength(1)
    expect((await getMacPrivacy(anna, deviceId))?.always).toContainEqual(
      expect.objectContaining({ key: 'websites', reason: 'policy', policies: ['Web filter'] }),
    )
    await seeNotices(anna, { kind: 'abilities_widened', deviceId, until: notice?.since ?? new Date(0) })
    expect(await listWidenedNotices(anna)).toEqual([])
    const audit = await prisma().auditEntry.findMany({
      where: { subjectId: deviceId, action: 'device.abilities_widened' },
    })
    expect(audit).toHaveLength(1)

    await unassignProfile(admin, assigned)
    await reconcile()
    expect((await eventsOf(deviceId)).filter((kind) => kind === 'abilities_narrowed')).toEqual([])
    await mac.poll()
    await world.listen()
    expect((await eventsOf(deviceId)).filter((kind) => kind.startsWith('abilities_'))).toEqual([
      'abilities_widened',
      'abilities_narrowed',
    ])
    expect(await listWidenedNotices(anna)).toEqual([])
  })

  it('says nothing of a policy that the Mac would ignore', async () => {
    const bram = await makePerson()
    const device = await makeDevice(bram, { enrollmentType: 'user', accessRights: 0, ownership: 'personal' })
    await assign(bram, 'Passcode', ['com.apple.mobiledevice.passwordpolicy'])
    await reconcile()
    expect(await listWidenedNotices(bram)).toEqual([])
    expect((await getMacPrivacy(bram, device.id))?.never.map(({ key }) => key)).toContain('passcodeRules')
  })

  it('tells of another kind of enrolment and of rights that it brought', async () => {
    const anna = await makePerson()
    const device = await makeDevice(anna, { accessRights: 8179, ownership: 'personal' })
    await announce(device.id)
    await prisma().device.update({ where: { id: device.id }, data: { accessRights: 8191 } })
    await announce(device.id)
    const [notice] = await listWidenedNotices(anna)
    expect(notice?.can).toEqual(expect.arrayContaining(['erase', 'lock', 'restart']))
    await prisma().device.update({
      where: { id: device.id },
      data: { accessRights: 0, enrollmentType: 'user' },
    })
    await announce(device.id)
    expect(await listWidenedNotices(anna)).toHaveLength(1)
    expect(await eventsOf(device.id)).toEqual(['abilities_widened', 'abilities_narrowed'])
  })

  it('finds a policy that a program sent past the portal, in what the Mac reports', async () => {
    const anna = await makePerson()
    const device = await makeDevice(anna)
    await announce(device.id)
    const data = [
      {
        PayloadIdentifier: 'org.example.vpn',
        PayloadDisplayName: 'Office VPN',
        PayloadContent: [{ PayloadType: 'com.apple.vpn.managed' }],
      },
      {
        PayloadIdentifier: 'org.example.enrolment',
        PayloadContent: [{ PayloadType: 'com.apple.mdm' }, { PayloadType: 'com.apple.security.root' }],
      },
      'odd',
    ]
    await prisma().mdmInventory.create({
      data: { enrollmentId: device.enrollmentId, kind: 'ProfileList', data, collectedAt: new Date() },
    })
    await announce(device.id)
    expect(await listWidenedNotices(anna)).toMatchObject([
      { can: ['websites', 'routeTraffic'], policies: ['Office VPN'] },
    ])
  })

  it('is told to nobody but its owner, and seen by nobody else', async () => {
    const [anna, bram, helper] = [
      await makePerson(),
      await makePerson(),
      await makePerson({ role: 'helpdesk' }),
    ]
    const device = await makeDevice(anna, { accessRights: 8179 })
    await announce(device.id)
    await prisma().device.update({ where: { id: device.id }, data: { accessRights: 8191 } })
    await announce(device.id)
    for (const other of [bram, helper]) {
      await seeNotices(other, { kind: 'abilities_widened', deviceId: device.id, until: new Date() })
      expect(await listWidenedNotices(other, device.id)).toEqual([])
    }
    expect(await listWidenedNotices(anna)).toHaveLength(1)
    expect(await getMacPrivacy(bram, device.id)).toBeNull()
    expect(await getMacPrivacy(helper, device.id)).not.toBeNull()
    expect(await getMacPrivacy(anna, 'not-a-uuid')).toBeNull()
  })
})
