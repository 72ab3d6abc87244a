import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type PersonActor, systemActor } from '#lib/auth/actor.ts'
import { offboardPeople } from '#lib/jobs/offboard-people.ts'
import { reconcileAllProfiles } from '#lib/jobs/reconcile-all-profiles.ts'
import { settleAllRequiredApps } from '#lib/jobs/settle-all-required-apps.ts'
import { inviteMac } from '#lib/portal/enrollment/invite-mac.ts'
import { letMacGo } from '#lib/portal/macs/let-mac-go.ts'
import { letPersonGo } from '#lib/portal/offboarding/let-person-go.ts'
import { offboardPerson } from '#lib/portal/offboarding/offboard-person.ts'
import { assignProfile } from '#lib/portal/profiles/assign-profile.ts'
import { unassignProfile } from '#lib/portal/profiles/unassign-profile.ts'
import { uploadProfile } from '#lib/portal/profiles/upload-profile.ts'
import { prisma } from '#lib/server/prisma.ts'
import { makeApp } from '#tests/portal/installs/world.ts'
import { type MacWorld, startMacWorld } from '#tests/portal/macs/mac-world.ts'
import { makeProfile } from '#tests/portal/profiles/make-profile.ts'
import { makePerson } from '#tests/support/portal.ts'

const zelf = systemActor('Zelf')
const reason = 'has left the company'

let world: MacWorld
let admin: PersonActor
beforeAll(async () => {
  world = await startMacWorld()
  admin = await makePerson({ role: 'admin' })
})
afterAll(() => world.stop())

const macOf = (id: string) => prisma().device.findUniqueOrThrow({ where: { id } })

describe('a process that dies in the middle of letting somebody’s Macs go', () => {
  it('has done nothing, and the next one does it all, once', async () => {
    const person = await makePerson()
    const first = await world.enrollMac(person, { ownership: 'personal' })
    const second = await world.enrollMac(person, { ownership: 'personal' })
    await letPersonGo(admin, { personId: person.id, reason })
    const dying = offboardPerson(zelf, person.id, new Date(), {
      letMacGo: async (tx, deviceId) => {
        await letMacGo(tx, zelf, deviceId, 'offboarded')
        // As kill -9 does to it: PostgreSQL loses the process at the other end.
        await tx.$executeRaw`SELECT pg_terminate_backend(pg_backend_pid())`
      },
      endRequests: async () => 0,
    })
    await expect(dying).rejects.toThrow()
    expect(await macOf(first.deviceId)).toMatchObject({ removalAskedAt: null })

    await Promise.all([offboardPeople(), offboardPeople()])
    for (const { deviceId } of [first, second]) {
      expect(await macOf(deviceId)).toMatchObject({ removalHow: 'offboarded' })
      expect(await prisma().deviceEvent.count({ where: { deviceId, kind: 'removal_asked' } })).toBe(1)
    }
    const done = { action: 'person.offboarded', subjectId: person.id }
    expect(await prisma().auditEntry.count({ where: done })).toBe(1)
  })
})

describe('the company’s Mac of somebody who left', () => {
  it('gets no required app and no profile any more, and loses what is taken away', async () => {
    const person = await makePerson()
    const groupId = (await prisma().group.create({ data: { name: 'Those who left' } })).id
    await prisma().membership.create({ data: { groupId, personId: person.id } })
    const upload = async (identifier: string) =>
      (await uploadProfile(admin, makeProfile({ identifier, types: ['com.apple.wifi.managed'] }))).id
    const [before, after] = [await upload('test.before'), await upload('test.after')]
    const { mac, deviceId } = await world.enrollMac(person, { ownership: 'company' })
    await assignProfile(admin, { profileId: before, groupId })
    await reconcileAllProfiles()
    await mac.poll()
    await world.listen()
    expect(mac.profiles.map(({ identifier }) => identifier)).toContain('test.before')

    await letPersonGo(admin, { personId: person.id, reason })
    await offboardPeople()
    await assignProfile(admin, { profileId: after, groupId })
    await prisma().appRequirement.create({ data: { appId: (await makeApp()).id, groupId } })
    await unassignProfile(admin, { profileId: before, groupId })
    await settleAllRequiredApps()
    await reconcileAllProfiles()
    await mac.poll()
    await world.listen()
    const there = mac.profiles.map(({ identifier }) => identifier)
    expect(there).not.toContain('test.before')
    expect(there).not.toContain('test.after')
    expect(await prisma().install.count({ where: { deviceId } })).toBe(0)
    expect(mac.state.enrollment).not.toBeNull()
  })
})

describe('somebody who is switched off', () => {
  it('enrols no Mac by a profile that they have already, and that is written down', async () => {
    const person = await makePerson()
    const { url } = await inviteMac(person, { ownership: 'personal' })
    const mac = await world.newMac()
    // As if the account went off after the Mac had fetched its profile, and before it spoke.
    await prisma().person.update({ where: { id: person.id }, data: { active: false } })
    await expect(mac.enroll(url)).rejects.toThrow()
    await world.listen()
    expect(await prisma().device.count({ where: { ownerId: person.id } })).toBe(0)
    const told = { action: 'enrollment.mac_refused', subjectId: person.id }
    const entry = await prisma().auditEntry.findFirstOrThrow({ where: told })
    expect(entry.detail).toMatchObject({ code: 'enrollment_person_inactive' })
  })
})
