import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type PersonActor, systemActor } from '#lib/auth/actor.ts'
import { ForbiddenError } from '#lib/auth/forbidden-error.ts'
import { assignProfile } from '#lib/portal/profiles/assign-profile.ts'
import { deleteProfile } from '#lib/portal/profiles/delete-profile.ts'
import { getProfile, listMacProfiles, listProfiles, previewAssignment } from '#lib/portal/profiles/queries.ts'
import { reconcileProfiles } from '#lib/portal/profiles/reconcile-profiles.ts'
import { unassignProfile } from '#lib/portal/profiles/unassign-profile.ts'
import { uploadProfile } from '#lib/portal/profiles/upload-profile.ts'
import { prisma } from '#lib/server/prisma.ts'
import { type MacWorld, startMacWorld } from '#tests/portal/macs/mac-world.ts'
import { makeDevice, makePerson } from '#tests/support/portal.ts'
import { makeProfile } from './make-profile.ts'

const clock = systemActor('clock')
const code = (code: string) => expect.objectContaining({ code })
let world: MacWorld
let admin: PersonActor
beforeAll(async () => {
  world = await startMacWorld()
  admin = await makePerson({ role: 'admin' })
})
afterAll(() => world.stop())

async function makeGroup(...people: PersonActor[]): Promise<string> {
  const group = await prisma().group.create({ data: { name: `Group ${randomUUID()}` } })
  await prisma().membership.createMany({
    data: people.map((person) => ({ groupId: group.id, personId: person.id })),
  })
  return group.id
}

const upload = async (types: string[], identifier = `test.${randomUUID()}`) =>
  (await uploadProfile(admin, makeProfile({ identifier, types }))).id

async function stateOn(deviceId: string, profileId: string) {
  return prisma().profileInstall.findUnique({ where: { profileId_deviceId: { profileId, deviceId } } })
}

describe('a profile', () => {
  it('reaches the Macs of its groups, and leaves them when it is taken away', async () => {
    const [anna, bram] = [await makePerson(), await makePerson()]
    const { mac, deviceId } = await world.enrollMac(anna)
    const other = await world.enrollMac(bram)
    const profileId = await upload(['com.apple.wifi.managed'])
    const groupId = await makeGroup(anna)
    await assignProfile(admin, { profileId, groupId })
    await assignProfile(admin, { profileId, groupId })
    await reconcileProfiles(clock)
    expect(await stateOn(deviceId, profileId)).toMatchObject({ state: 'waiting', wanted: true })
    await mac.poll()
    await other.mac.poll()
    await world.listen()
    expect(await stateOn(deviceId, profileId)).toMatchObject({ state: 'installed' })
    expect(await stateOn(other.deviceId, profileId)).toBeNull()
    const both = await makeGroup(anna, bram)
    const preview = (await previewAssignment(admin, profileId)).find((group) => group.id === both)
    expect(preview).toMatchObject({ macs: 2, having: 1, refusing: 0 })
    const { identifier } = await prisma().configurationProfile.findUniqueOrThrow({ where: { id: profileId } })
    expect(mac.profiles.map((profile) => profile.identifier)).toContain(identifier)
    expect((await listMacProfiles(anna, deviceId)).map((row) => row.profileId)).toEqual([profileId])
    expect(await listMacProfiles(bram, deviceId)).toEqual([])

    await expect(deleteProfile(admin, { profileId })).rejects.toEqual(code('profile_in_use'))
    await unassignProfile(admin, { profileId, groupId })
    await reconcileProfiles(clock)
    expect(await stateOn(deviceId, profileId)).toMatchObject({ state: 'removing', wanted: false })
    await mac.poll()
    await world.listen()
    expect(await stateOn(deviceId, profileId)).toMatchObject({ state: 'removed' })
    expect(mac.profiles.map((profile) => profile.identifier)).not.toContain(identifier)
    await deleteProfile(admin, { profileId })
    expect(await getProfile(admin, profileId)).toBeNull()
  })

  it('is sent anew when a new version is uploaded, and not otherwise', async () => {
    const anna = await makePerson()
    const { mac, deviceId } = await world.enrollMac(anna)
    const identifier = `test.${randomUUID()}`
    const profileId = await upload(['com.apple.dock'], identifier)
    await assignProfile(admin, { profileId, groupId: await makeGroup(anna) })
    await reconcileProfiles(clock)
    await mac.poll()
    await world.listen()
    expect(await reconcileProfiles(clock)).toBe(0)
    const newer = makeProfile({ identifier, types: ['com.apple.dock'], text: 'newer' })
    expect(await uploadProfile(admin, newer)).toEqual({ id: profileId, replaced: true })
    await expect(uploadProfile(admin, newer)).rejects.toEqual(code('profile_unchanged'))
    expect(await reconcileProfiles(clock)).toBe(1)
    await mac.poll()
    await world.listen()
    expect(await stateOn(deviceId, profileId)).toMatchObject({ state: 'installed' })
  })

  it('that private enrolment does not take is never sent there, and says why', async () => {
    const anna = await makePerson()
    const device = await makeDevice(anna, { enrollmentType: 'user', accessRights: 0, serialNumber: null })
    const profileId = await upload(['com.apple.wifi.managed', 'com.apple.MCX.FileVault2'])
    const groupId = await makeGroup(anna)
    const offered = (await previewAssignment(admin, profileId)).find((group) => group.id === groupId)
    expect(offered).toMatchObject({ macs: 1, having: 0, refusing: 1 })
    await assignProfile(admin, { profileId, groupId })
    await reconcileProfiles(clock)
    expect(await stateOn(device.id, profileId)).toMatchObject({
      state: 'forbidden',
      failure: { code: 'payload_forbidden', payloadTypes: ['com.apple.MCX.FileVault2'] },
    })
    expect(await prisma().mdmCommand.count({ where: { enrollmentId: device.enrollmentId } })).toBe(0)
    const [listed] = (await listProfiles(admin)).filter((profile) => profile.id === profileId)
    expect(listed?.counts).toMatchObject({ forbidden: 1, waiting: 0 })
  })

  it('that one Mac may not be sent does not keep the others waiting', async () => {
    const [anna, bram] = [await makePerson(), await makePerson()]
    const without = await makeDevice(anna, { accessRights: 16 })
    const gone = await makeDevice(anna)
    await prisma().mdmEnrollment.update({ where: { id: gone.enrollmentId }, data: { status: 'checked_out' } })
    const { mac, deviceId } = await world.enrollMac(bram)
    const profileId = await upload(['com.apple.dock'])
    await assignProfile(admin, { profileId, groupId: await makeGroup(anna, bram) })
    await reconcileProfiles(clock)
    await mac.poll()
    await world.listen()
    expect(await stateOn(deviceId, profileId)).toMatchObject({ state: 'installed' })
    expect(await stateOn(without.id, profileId)).toMatchObject({
      state: 'forbidden',
      failure: { code: 'access_right_missing' },
    })
    expect(await stateOn(gone.id, profileId)).toMatchObject({
      state: 'forbidden',
      failure: { code: 'not_enrolled' },
    })
  })

  it('that a Mac refuses is failed, with the words of the Mac', async () => {
    const anna = await makePerson()
    const { mac, deviceId } = await world.enrollMac(anna)
    const profileId = await upload(['com.apple.dock'])
    await assignProfile(admin, { profileId, groupId: await makeGroup(anna) })
    await reconcileProfiles(clock)
    const command = await mac.reports('Idle')
    const ErrorChain = [
      { ErrorCode: 4001, ErrorDomain: 'MCProfileErrorDomain', LocalizedDescription: 'Not today' },
    ]
    await mac.reports('Error', command, { ErrorChain })
    await world.listen()
    const row = await stateOn(deviceId, profileId)
    expect(row?.state).toBe('failed')
    expect(JSON.stringify(row?.failure)).toContain('Not today')
  })

  it('that is not on the Mac any more counts as removed', async () => {
    const anna = await makePerson()
    const { mac, deviceId } = await world.enrollMac(anna)
    const profileId = await upload(['com.apple.dock'])
    const groupId = await makeGroup(anna)
    await assignProfile(admin, { profileId, groupId })
    await reconcileProfiles(clock)
    const command = await mac.reports('Idle')
    await mac.reports('Acknowledged', command)
    await world.listen()
    expect(await stateOn(deviceId, profileId)).toMatchObject({ state: 'installed' })
    await unassignProfile(admin, { profileId, groupId })
    await reconcileProfiles(clock)
    await mac.poll()
    await world.listen()
    expect(await stateOn(deviceId, profileId)).toMatchObject({ state: 'removed', failure: null })
  })

  it.each([
    ['MDMClientError', 89],
    ['MDMErrorDomain', 12_075],
  ])('counts as removed when macOS says so by %s %i', async (ErrorDomain, ErrorCode) => {
    const anna = await makePerson()
    const { mac, deviceId } = await world.enrollMac(anna)
    const profileId = await upload(['com.apple.dock'])
    const groupId = await makeGroup(anna)
    await assignProfile(admin, { profileId, groupId })
    await reconcileProfiles(clock)
    await mac.reports('Acknowledged', await mac.reports('Idle'))
    await world.listen()
    await unassignProfile(admin, { profileId, groupId })
    await reconcileProfiles(clock)
    const ErrorChain = [{ ErrorCode, ErrorDomain, LocalizedDescription: 'There is no such profile' }]
    await mac.reports('Error', await mac.reports('Idle'), { ErrorChain })
    await world.listen()
    expect(await stateOn(deviceId, profileId)).toMatchObject({ state: 'removed', failure: null })
  })

  it.each([
    ['that the Mac has not fetched', 'com.apple.dock'],
    ['that the Mac may not be sent', 'com.apple.MCX.FileVault2'],
  ])('that is on the Mac is taken off it, also after a newer version %s', async (_what, type) => {
    const anna = await makePerson()
    const { mac, deviceId } = await world.enrollMac(anna)
    const identifier = `test.${randomUUID()}`
    const profileId = await upload(['com.apple.dock'], identifier)
    const groupId = await makeGroup(anna)
    await assignProfile(admin, { profileId, groupId })
    await reconcileProfiles(clock)
    await mac.poll()
    await prisma().device.update({ where: { id: deviceId }, data: { enrollmentType: 'user' } })
    await world.listen()
    await uploadProfile(admin, makeProfile({ identifier, types: [type], text: 'newer' }))
    await reconcileProfiles(clock)
    await unassignProfile(admin, { profileId, groupId })
    await reconcileProfiles(clock)
    await mac.poll()
    await world.listen()
    expect(mac.profiles.map((profile) => profile.identifier)).not.toContain(identifier)
    expect(await stateOn(deviceId, profileId)).toMatchObject({ state: 'removed' })
  })

  it('is asked for by one command at a time, so that a busy Mac cannot carry out an older wish last', async () => {
    const anna = await makePerson()
    const { mac, deviceId } = await world.enrollMac(anna)
    const identifier = `test.${randomUUID()}`
    const profileId = await upload(['com.apple.dock'], identifier)
    await assignProfile(admin, { profileId, groupId: await makeGroup(anna) })
    await reconcileProfiles(clock)
    await uploadProfile(admin, makeProfile({ identifier, types: ['com.apple.dock'], text: 'newer' }))
    await reconcileProfiles(clock)
    const { enrollmentId } = mac
    const waiting = await prisma().mdmCommand.findMany({
      where: { enrollmentId, requestType: 'InstallProfile' },
    })
    expect(waiting.map((command) => command.id)).toEqual([(await stateOn(deviceId, profileId))?.commandId])
  })

  it('goes with the enrolment', async () => {
    const anna = await makePerson()
    const { mac, deviceId } = await world.enrollMac(anna)
    const profileId = await upload(['com.apple.dock'])
    await assignProfile(admin, { profileId, groupId: await makeGroup(anna) })
    await reconcileProfiles(clock)
    await mac.checkOut()
    await world.listen()
    expect(await stateOn(deviceId, profileId)).toMatchObject({ state: 'removed', wanted: false })
    expect(await reconcileProfiles(clock)).toBe(0)
  })
})

describe('an upload', () => {
  it('refuses what is no profile, is empty, or would enrol a Mac elsewhere', async () => {
    const mdm = makeProfile({ identifier: 'evil', types: ['com.apple.mdm'] })
    const cases: [Uint8Array, string][] = [
      [new Uint8Array(), 'profile_empty'],
      [new Uint8Array(2 * 1024 * 1024), 'profile_too_large'],
      [Buffer.from('<html>no</html>'), 'profile_unreadable'],
      [Buffer.from([0x30, 0x82, 1, 2]), 'profile_unreadable'],
      [mdm, 'profile_manages'],
    ]
    for (const [content, wanted] of cases) {
      await expect(uploadProfile(admin, content)).rejects.toEqual(code(wanted))
    }
  })

  it('and all that follows is for admins', async () => {
    const helper = await makePerson({ role: 'helpdesk' })
    const content = makeProfile({ identifier: 'x', types: ['com.apple.dock'] })
    const ids = { profileId: randomUUID(), groupId: randomUUID() }
    for (const attempt of [
      uploadProfile(helper, content),
      assignProfile(helper, ids),
      unassignProfile(helper, ids),
      deleteProfile(helper, ids),
      listProfiles(helper),
      getProfile(helper, ids.profileId),
      previewAssignment(helper, ids.profileId),
    ]) {
      await expect(attempt).rejects.toBeInstanceOf(ForbiddenError)
    }
  })
})
