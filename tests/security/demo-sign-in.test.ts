import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { systemActor } from '#lib/auth/actor.ts'
import { readSession } from '#lib/auth/read-session.ts'
import { listDemoPeople } from '#lib/portal/accounts/list-demo-people.ts'
import { seedPeople } from '#lib/portal/accounts/seed-people.ts'
import { signInDemoPerson } from '#lib/portal/accounts/sign-in-demo-person.ts'
import { env } from '#lib/server/env.ts'
import { prisma } from '#lib/server/prisma.ts'
import { startTestPortal, type TestPortal } from '#tests/support/portal.ts'
import { signInAs } from '#tests/support/sign-in-as.ts'

vi.hoisted(() => {
  Object.assign(process.env, {
    OIDC_ISSUER: 'https://login.example.com',
    OIDC_CLIENT_ID: 'zelf',
    OIDC_CLIENT_SECRET: 'a secret of this test only',
  })
})

let portal: TestPortal
let demoPersonId: string

beforeAll(async () => {
  portal = await startTestPortal()
  await seedPeople(systemActor('test'))
  demoPersonId = (await prisma().person.findFirstOrThrow({ where: { role: 'admin', isDemo: true } })).id
})
afterAll(() => portal.stop())

it('is off beside an identity provider', () => {
  expect(env().demo).toBe(false)
})

it('offers nobody outside a demo', async () => {
  expect(await listDemoPeople(systemActor('test'))).toEqual([])
})

it('refuses to sign anybody in outside a demo, even when the people of a demo are there', async () => {
  const signIn = { personId: demoPersonId, userAgent: null, replacesToken: undefined }
  await expect(signInDemoPerson(systemActor('test'), signIn)).rejects.toMatchObject({
    code: 'demo_sign_in_refused',
  })
  expect(await prisma().session.count()).toBe(0)
})

it('ends the sessions of demo people when a demo becomes real', async () => {
  expect(await readSession(await signInAs(demoPersonId))).toBeNull()
})
