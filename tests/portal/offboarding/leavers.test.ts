import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PersonActor } from '#lib/auth/actor.ts'
import { readApiToken } from '#lib/auth/read-api-token.ts'
import { readSession } from '#lib/auth/read-session.ts'
import { offboardPeople } from '#lib/jobs/offboard-people.ts'
import { welcomePersonBack } from '#lib/jobs/welcome-person-back.ts'
import { createToken } from '#lib/portal/api/create-token.ts'
import { inviteMac } from '#lib/portal/enrollment/invite-mac.ts'
import { decideHeld } from '#lib/portal/offboarding/decide-held.ts'
import { getHeld } from '#lib/portal/offboarding/get-held.ts'
import { letPersonGo } from '#lib/portal/offboarding/let-person-go.ts'
import { prisma } from '#lib/server/prisma.ts'
import { type MacWorld, startMacWorld } from '#tests/portal/macs/mac-world.ts'
import { makePerson } from '#tests/support/portal.ts'
import { signInAs } from '#tests/support/sign-in-as.ts'

let world: MacWorld
let admin: PersonActor
beforeAll(async () => {
  world = await startMacWorld()
  admin = await makePerson({ role: 'admin' })
})
afterAll(() => world.stop())

const macOf = (id: string) => prisma().device.findUniqueOrThrow({ where: { id } })
const reason = 'has left the company'

describe('somebody who is let go', () => {
  it('loses their personal Mac, is asked for the company’s, and is signed out', async () => {
    const person = await makePerson()
    const session = await signInAs(person.id)
    const own = await world.enrollMac(person, { ownership: 'personal' })
    const lent = await world.enrollMac(person, { ownership: 'company' })
    await letPersonGo(admin, { personId: person.id, reason })
    expect(await readSession(session)).toBeNull()
    await offboardPeople()
    await offboardPeople()
    await own.mac.poll()
    await world.listen()
    expect(await macOf(own.deviceId)).toMatchObject({ status: 'left', leftHow: 'offboarded' })
    expect(await macOf(lent.deviceId)).toMatchObject({
      ...{ status: 'enrolled', returnedAt: null },
      returnAskedAt: expect.any(Date),
    })
    const asked = { deviceId: lent.deviceId, kind: 'return_asked' }
    expect(await prisma().deviceEvent.count({ where: asked })).toBe(1)
    await welcomePersonBack(admin, { personId: person.id })
    expect(await macOf(lent.deviceId)).toMatchObject({ returnAskedAt: null })
  })

  it('has no way in left: a link made before is of no use, and that is written down', async () => {
    const person = await makePerson()
    const { url } = await inviteMac(person, { ownership: 'personal' })
    await letPersonGo(admin, { personId: person.id, reason })
    const answer = await fetch(url)
    expect([answer.status, await answer.text()]).toEqual([410, expect.stringContaining('invitation_revoked')])
    await world.listen()
    const entry = { action: 'enrollment.refused', subjectId: person.id }
    expect(await prisma().auditEntry.count({ where: entry })).toBe(1)
  })

  it('cannot go on by an API token that they made, until they are back', async () => {
    const other = await makePerson({ role: 'admin' })
    const { token } = await createToken(other, { name: 'T', scopes: ['devices:read'], expiresInDays: null })
    await letPersonGo(admin, { personId: other.id, reason })
    expect(await readApiToken(token)).toBeNull()
    await welcomePersonBack(admin, { personId: other.id })
    expect(await readApiToken(token)).not.toBeNull()
  })

  it('is never oneself, nor the last admin', async () => {
    const own = letPersonGo(admin, { personId: admin.id, reason })
    await expect(own).rejects.toMatchObject({ code: 'own_account' })
  })
})

describe('many whom a directory switches off at once', () => {
  it('keep their Macs until an admin has confirmed it', async () => {
    const off = {
      active: false,
      deactivatedBy: 'directory',
      deactivatedAt: new Date(),
      offboardAt: new Date(),
    }
    const people = await Promise.all(Array.from({ length: 11 }, () => makePerson()))
    const id = { in: people.map((one) => one.id) }
    await prisma().person.updateMany({ where: { id }, data: off })
    await offboardPeople()
    const held = { id, offboardHeldAt: { not: null } }
    expect(await prisma().person.count({ where: held })).toBe(11)
    const shown = await getHeld(admin)
    expect(shown).toMatchObject({ count: 11, names: expect.toSatisfy((names) => names.length === 5) })
    const heldUntil = shown?.heldUntil ?? new Date(0)
    expect(await decideHeld(admin, { decision: 'go_on', heldUntil })).toBe(11)
    expect(await getHeld(admin)).toBeNull()
    await offboardPeople()
    expect(await prisma().person.count({ where: { id, offboardedAt: { not: null } } })).toBe(11)
  })
})
