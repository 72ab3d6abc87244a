import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createSession } from '#lib/auth/create-session.ts'
import { endSession } from '#lib/auth/end-session.ts'
import { ForbiddenError } from '#lib/auth/forbidden-error.ts'
import { readSession } from '#lib/auth/read-session.ts'
import { sessionCookie } from '#lib/auth/session-cookie.ts'
import { digestSessionToken, newSessionToken } from '#lib/auth/session-token.ts'
import { env } from '#lib/server/env.ts'
import { inTransaction, prisma } from '#lib/server/prisma.ts'
import { makePerson, startTestPortal, type TestPortal } from '#tests/support/portal.ts'
import { signInAs } from '#tests/support/sign-in-as.ts'

let portal: TestPortal

beforeAll(async () => {
  portal = await startTestPortal()
})
afterAll(() => portal.stop())

const minutes = (count: number) => new Date(Date.now() + count * 60_000)

async function newSession() {
  const person = await makePerson()
  const token = await signInAs(person.id)
  const where = { tokenSha256: digestSessionToken(token) }
  return { person, token, where }
}

describe('a session', () => {
  it('is its person, and the database does not hold what the cookie holds', async () => {
    const { person, token } = await newSession()
    expect((await readSession(token))?.person.id).toBe(person.id)
    const rows = await prisma().$queryRaw<{ row: string }[]>`SELECT s::text AS row FROM session s`
    expect(rows.some(({ row }) => row.includes(token))).toBe(false)
  })

  it('is nobody without a token, with a made-up one, and with a digest from the database', async () => {
    const { where } = await newSession()
    expect(await readSession(undefined)).toBeNull()
    expect(await readSession('made-up')).toBeNull()
    expect(await readSession(where.tokenSha256)).toBeNull()
  })

  it('is over at once when it is ended', async () => {
    const { person, token } = await newSession()
    expect(await inTransaction((tx) => endSession(tx, token))).toEqual({ personId: person.id })
    expect(await readSession(token)).toBeNull()
  })

  it('is over when its person is switched off', async () => {
    const { person, token } = await newSession()
    await prisma().person.update({ where: { id: person.id }, data: { active: false } })
    expect(await readSession(token)).toBeNull()
  })

  it('is not begun for who is switched off while they sign in, and so is not there when they are back', async () => {
    const { person } = await newSession()
    const token = newSessionToken()
    const { id: personId } = person
    await inTransaction(async (tx) => {
      await tx.person.update({ where: { id: personId }, data: { active: false } })
      await tx.session.deleteMany({ where: { personId } })
    })
    const begun = inTransaction((tx) => createSession(tx, { token, personId, userAgent: null }))
    await expect(begun).rejects.toThrow(ForbiddenError)
    await prisma().person.update({ where: { id: personId }, data: { active: true } })
    expect(await readSession(token)).toBeNull()
  })

  it('ends after the idle time', async () => {
    const { token } = await newSession()
    const idle = env().ZELF_SESSION_IDLE_MINUTES
    expect(await readSession(token, { now: minutes(idle + 1) })).toBeNull()
    expect(await readSession(token, { now: minutes(idle - 1) })).not.toBeNull()
  })

  it('goes on while it is used, until its absolute end', async () => {
    const { token } = await newSession()
    const { ZELF_SESSION_IDLE_MINUTES: idle, ZELF_SESSION_MAX_MINUTES: most } = env()
    for (let at = idle - 5; at < most; at += idle - 5) {
      expect(await readSession(token, { now: minutes(at) })).not.toBeNull()
    }
    expect(await readSession(token, { now: minutes(most + 1) })).toBeNull()
  })

  it('notes its use once a minute at most, and not when nobody is there', async () => {
    const { token, where } = await newSession()
    const lastUse = async () => (await prisma().session.findUniqueOrThrow({ where })).lastUsedAt.getTime()
    const begun = await lastUse()
    await readSession(token, { now: new Date(begun + 59_000) })
    await readSession(token, { now: new Date(begun + 600_000), touch: false })
    expect(await lastUse()).toBe(begun)
    await readSession(token, { now: new Date(begun + 61_000) })
    expect(await lastUse()).toBe(begun + 61_000)
  })

  it('has the role that its person has now', async () => {
    const { person, token } = await newSession()
    await prisma().person.update({ where: { id: person.id }, data: { role: 'helpdesk' } })
    expect((await readSession(token))?.person.role).toBe('helpdesk')
  })

  it('gives an unknown role the rights of an employee', async () => {
    const { person, token } = await newSession()
    await prisma().person.update({ where: { id: person.id }, data: { role: 'owner' } })
    expect((await readSession(token))?.person.role).toBe('employee')
  })
})

describe('the session cookie', () => {
  it('cannot be read by scripts, or sent by other sites, and on https is bound to this host', () => {
    expect(sessionCookie('https://zelf.example.com')).toEqual({
      name: '__Host-zelf.session',
      options: { httpOnly: true, sameSite: 'lax', path: '/', secure: true },
    })
    expect(sessionCookie('http://127.0.0.1:3000').options).toMatchObject({ httpOnly: true, secure: false })
  })
})
