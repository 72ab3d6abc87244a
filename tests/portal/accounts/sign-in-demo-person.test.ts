import { afterAll, beforeAll, expect, it } from 'vitest'
import { systemActor } from '#lib/auth/actor.ts'
import { readSession } from '#lib/auth/read-session.ts'
import { demoPeople } from '#lib/portal/accounts/demo-people.ts'
import { listDemoPeople } from '#lib/portal/accounts/list-demo-people.ts'
import { seedPeople } from '#lib/portal/accounts/seed-people.ts'
import { signInDemoPerson } from '#lib/portal/accounts/sign-in-demo-person.ts'
import { prisma } from '#lib/server/prisma.ts'
import { makePerson, startTestPortal, type TestPortal } from '#tests/support/portal.ts'

let portal: TestPortal
const actor = systemActor('test')
const signIn = (personId: string, replacesToken?: string) =>
  signInDemoPerson(actor, { personId, userAgent: 'Test browser', replacesToken })

beforeAll(async () => {
  portal = await startTestPortal()
  await seedPeople(actor)
})
afterAll(() => portal.stop())

it('seeds the people and groups of the demo once', async () => {
  await seedPeople(actor)
  expect(await prisma().person.count({ where: { isDemo: true } })).toBe(demoPeople.length)
  expect(
    await prisma().group.findMany({ orderBy: { name: 'asc' }, select: { name: true, everyone: true } }),
  ).toEqual([
    { name: 'Design', everyone: false },
    { name: 'Engineering', everyone: false },
    { name: 'Everyone', everyone: true },
  ])
})

it('signs in as any of the demo, with a new token each time', async () => {
  const [first] = await listDemoPeople(actor)
  if (!first) throw new Error('No demo people')
  const begun = await signIn(first.id)
  expect((await readSession(begun.token))?.person.name).toBe(first.name)
  const again = await signIn(first.id, begun.token)
  expect(await readSession(begun.token)).toBeNull()
  expect((await readSession(again.token))?.person.id).toBe(first.id)
  const entries = await prisma().auditEntry.findMany({
    where: { subjectId: first.id, action: 'person.signed_in' },
  })
  expect(entries).toHaveLength(2)
})

it('signs in as nobody else', async () => {
  const real = await makePerson({ role: 'admin' })
  await expect(signIn(real.id)).rejects.toMatchObject({ code: 'demo_sign_in_refused' })
})
