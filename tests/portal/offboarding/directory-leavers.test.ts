import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PersonActor } from '#lib/auth/actor.ts'
import { offboardPeople } from '#lib/jobs/offboard-people.ts'
import { welcomePersonBack } from '#lib/jobs/welcome-person-back.ts'
import { getGrace } from '#lib/portal/offboarding/get-grace.ts'
import { letPersonGo } from '#lib/portal/offboarding/let-person-go.ts'
import { releaseNow } from '#lib/portal/offboarding/release-now.ts'
import { updateGrace } from '#lib/portal/offboarding/update-grace.ts'
import { prisma } from '#lib/server/prisma.ts'
import { ScimClient } from '#tests/portal/directory/scim-client.ts'
import { type MacWorld, startMacWorld } from '#tests/portal/macs/mac-world.ts'
import { makeToken } from '#tests/support/operator-api.ts'
import { makePerson } from '#tests/support/portal.ts'

const patchOp = 'urn:ietf:params:scim:api:messages:2.0:PatchOp'
const userSchema = 'urn:ietf:params:scim:schemas:core:2.0:User'
const hour = 3_600_000

let world: MacWorld
let scim: ScimClient
let admin: PersonActor
beforeAll(async () => {
  world = await startMacWorld()
  admin = await makePerson({ role: 'admin' })
  scim = new ScimClient((await makeToken(['scim'])).token)
})
afterAll(() => world.stop())

const later = (hours: number) => new Date(Date.now() + hours * hour)
const personOf = (id: string) => prisma().person.findUniqueOrThrow({ where: { id } })
const macOf = (id: string) => prisma().device.findUniqueOrThrow({ where: { id } })
const patch = (...Operations: unknown[]) => ({ body: { schemas: [patchOp], Operations } })
const whole = ({ email }: PersonActor, active: boolean) => ({
  ...{ schemas: [userSchema], userName: email, active, displayName: 'Ada Jansen' },
  emails: [{ value: email, primary: true }],
})
const on = patch({ op: 'replace', value: { active: true } })

/** Somebody whom the directory knows. */
async function makeMember(role: PersonActor['role'] = 'employee'): Promise<PersonActor> {
  const person = await makePerson({ role })
  expect((await scim.ask('POST', '/Users', { body: whole(person, true) })).status).toBe(201)
  return person
}

const leaving = {
  'a PATCH as Microsoft Entra ID sends it': (id: string) =>
    scim.ask('PATCH', `/Users/${id}`, patch({ op: 'Replace', path: 'active', value: 'False' })),
  'a PATCH as Okta sends it': (id: string) =>
    scim.ask('PATCH', `/Users/${id}`, patch({ op: 'replace', value: { active: false } })),
  'a PUT': async (id: string, person: PersonActor) =>
    scim.ask('PUT', `/Users/${id}`, { body: whole(person, false) }),
  'a DELETE': (id: string) => scim.ask('DELETE', `/Users/${id}`),
}

describe('somebody whom the directory switches off', () => {
  it.each(Object.entries(leaving))('loses their personal Mac after the grace, by %s', async (_how, leave) => {
    const person = await makeMember()
    const own = await world.enrollMac(person, { ownership: 'personal' })
    const lent = await world.enrollMac(person, { ownership: 'company' })
    expect((await leave(person.id, person)).status).toBeLessThan(300)
    await offboardPeople(later(1))
    await own.mac.poll()
    expect(own.mac.state.enrollment).not.toBeNull()

    await offboardPeople(later(3))
    await own.mac.poll()
    await world.listen()
    expect(own.mac.state.enrollment).toBeNull()
    expect(await macOf(own.deviceId)).toMatchObject({ status: 'left', leftHow: 'offboarded' })
    expect(await macOf(lent.deviceId)).toMatchObject({ status: 'enrolled', returnAskedAt: expect.any(Date) })
  })

  it('keeps everything when the directory takes it back in time', async () => {
    const person = await makeMember()
    const { deviceId } = await world.enrollMac(person, { ownership: 'personal' })
    await scim.ask('PATCH', `/Users/${person.id}`, patch({ op: 'replace', value: { active: false } }))
    expect((await scim.ask('PATCH', `/Users/${person.id}`, on)).body.active).toBe(true)
    await offboardPeople(later(3))
    expect(await macOf(deviceId)).toMatchObject({ status: 'enrolled', removalAskedAt: null })
  })

  it('waits as long as admins have set, or not at all when one says so', async () => {
    await updateGrace(admin, { graceHours: 48 })
    expect(await getGrace(admin)).toEqual({ graceHours: 48 })
    const person = await makeMember()
    await scim.ask('DELETE', `/Users/${person.id}`)
    await updateGrace(admin, { graceHours: 2 })
    await offboardPeople(later(47))
    expect(await personOf(person.id)).toMatchObject({ offboardedAt: null })
    await releaseNow(admin, { personId: person.id })
    await offboardPeople()
    expect(await personOf(person.id)).toMatchObject({ offboardedAt: expect.any(Date) })
  })

  it('comes back by the directory also when an admin has hurried it', async () => {
    const person = await makeMember()
    await scim.ask('PUT', `/Users/${person.id}`, { body: whole(person, false) })
    await releaseNow(admin, { personId: person.id })
    expect((await scim.ask('PATCH', `/Users/${person.id}`, on)).body.active).toBe(true)
  })
})

describe('somebody whom an admin let go', () => {
  it('stays off, whatever the directory repeats, until an admin welcomes them back', async () => {
    const person = await makeMember()
    await letPersonGo(admin, { personId: person.id, reason: 'laptop stolen' })
    expect((await scim.ask('PATCH', `/Users/${person.id}`, on)).body.active).toBe(false)
    await scim.ask('PUT', `/Users/${person.id}`, { body: whole(person, true) })
    await scim.ask('DELETE', `/Users/${person.id}`)
    const anew = await scim.ask('POST', '/Users', { body: whole(person, true) })
    expect([anew.body.id, anew.body.active]).toEqual([person.id, false])
    expect(await personOf(person.id)).toMatchObject({ active: false, deactivationReason: 'laptop stolen' })
    const told = { action: 'person.stays_off', subjectId: person.id }
    expect(await prisma().auditEntry.count({ where: told })).toBe(3)
    await welcomePersonBack(admin, { personId: person.id })
    expect(await personOf(person.id)).toMatchObject({ active: true })
  })
})

describe('the last administrator', () => {
  it.each(Object.entries(leaving))('is not switched off by %s', async (_how, leave) => {
    const member = await makeMember('admin')
    await prisma().person.updateMany({ where: { id: admin.id }, data: { role: 'helpdesk' } })
    const answer = await leave(member.id, member)
    expect([answer.status, answer.body.scimType]).toEqual([400, 'mutability'])
    expect(await personOf(member.id)).toMatchObject({ active: true })
    await prisma().person.updateMany({ where: { id: admin.id }, data: { role: 'admin' } })
    expect((await leave(member.id, member)).status).toBeLessThan(300)
  })

  it('is left when two switch each other off at once', async () => {
    await prisma().person.updateMany({ where: { id: admin.id }, data: { role: 'helpdesk' } })
    const [one, other] = [await makePerson({ role: 'admin' }), await makePerson({ role: 'admin' })]
    const tries = await Promise.allSettled([
      letPersonGo(one, { personId: other.id, reason: 'because' }),
      letPersonGo(other, { personId: one.id, reason: 'because' }),
    ])
    expect(tries.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(await prisma().person.count({ where: { role: 'admin', active: true } })).toBe(1)
    await prisma().person.updateMany({ where: { id: admin.id }, data: { role: 'admin' } })
  })
})
