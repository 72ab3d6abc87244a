import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readSession } from '#lib/auth/read-session.ts'
import { endOwnSession } from '#lib/portal/accounts/end-own-session.ts'
import { endSessionsOfPerson } from '#lib/portal/accounts/end-sessions-of-person.ts'
import { listOwnSessions, listPeople } from '#lib/portal/accounts/queries.ts'
import { signOut } from '#lib/portal/accounts/sign-out.ts'
import { prisma } from '#lib/server/prisma.ts'
import { makePerson, startTestPortal, type TestPortal } from '#tests/support/portal.ts'
import { signInAs } from '#tests/support/sign-in-as.ts'

let portal: TestPortal

beforeAll(async () => {
  portal = await startTestPortal()
})
afterAll(() => portal.stop())

const lastAction = async () => (await prisma().auditEntry.findFirst({ orderBy: { id: 'desc' } }))?.action

describe('a person', () => {
  it('signs out here, and stays signed in elsewhere', async () => {
    const person = await makePerson()
    const [here, elsewhere] = [await signInAs(person.id), await signInAs(person.id)]
    await signOut(person, here)
    expect(await readSession(here)).toBeNull()
    expect(await readSession(elsewhere)).not.toBeNull()
    expect(await lastAction()).toBe('person.signed_out')
  })

  it('sees own sessions and ends one', async () => {
    const person = await makePerson()
    const [first, second] = [await signInAs(person.id), await signInAs(person.id)]
    const sessions = await listOwnSessions(person)
    expect(sessions).toHaveLength(2)
    const other = await readSession(second)
    const line = sessions.find((session) => session.tokenSha256 === other?.tokenSha256)
    await endOwnSession(person, line?.handle ?? '')
    expect(await readSession(second)).toBeNull()
    expect(await readSession(first)).not.toBeNull()
  })

  it("cannot end another person's session", async () => {
    const victim = await makePerson()
    const token = await signInAs(victim.id)
    const [line] = await listOwnSessions(victim)
    await endOwnSession(await makePerson({ role: 'admin' }), line?.handle ?? '')
    expect(await readSession(token)).not.toBeNull()
  })
})

describe('an admin', () => {
  it('signs somebody out everywhere', async () => {
    const admin = await makePerson({ role: 'admin' })
    const person = await makePerson()
    const tokens = [await signInAs(person.id), await signInAs(person.id)]
    expect(await endSessionsOfPerson(admin, person.id)).toBe(2)
    for (const token of tokens) expect(await readSession(token)).toBeNull()
    expect(await lastAction()).toBe('person.sessions_ended')
  })

  it('finds people by part of a name or address', async () => {
    const admin = await makePerson({ role: 'admin' })
    const person = await makePerson({ name: 'Wilhelmina 100%_Bos' })
    await signInAs(person.id)
    const found = await listPeople(admin, '100%_b')
    expect(found).toMatchObject([{ id: person.id, sessionCount: 1, deviceCount: 0 }])
    expect(await listPeople(admin, person.email.toUpperCase())).toHaveLength(1)
  })
})

it('keeps all that from everybody else', async () => {
  const victim = await makePerson()
  for (const role of ['employee', 'helpdesk'] as const) {
    const actor = await makePerson({ role })
    const refused = { code: 'forbidden' }
    await expect(endSessionsOfPerson(actor, victim.id)).rejects.toMatchObject(refused)
    await expect(listPeople(actor, undefined)).rejects.toMatchObject(refused)
  }
})
