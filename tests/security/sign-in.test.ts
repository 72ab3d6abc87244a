import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { systemActor } from '#lib/auth/actor.ts'
import { type CompanySignIn, companySignIn } from '#lib/auth/company-sign-in.ts'
import { readSession } from '#lib/auth/read-session.ts'
import { admitPerson } from '#lib/portal/accounts/admit-person.ts'
import { prisma } from '#lib/server/prisma.ts'
import { CompanyBrowser } from '#tests/support/company-browser.ts'
import { startTestPortal, type TestPortal } from '#tests/support/portal.ts'

const provider = await vi.hoisted(async () => {
  const { startIdentityProvider } = await import('#tests/support/identity-provider.ts')
  const started = await startIdentityProvider()
  Object.assign(process.env, {
    OIDC_ISSUER: started.issuer,
    OIDC_CLIENT_ID: started.clientId,
    OIDC_CLIENT_SECRET: started.clientSecret,
    OIDC_HELPDESK_GROUP: 'it-helpdesk',
    OIDC_ADMIN_GROUP: 'it-admins',
  })
  return started
})

let portal: TestPortal
let signIn: CompanySignIn

beforeAll(async () => {
  portal = await startTestPortal()
  const configured = companySignIn((claims) => admitPerson(systemActor('sign-in'), claims))
  if (!configured) throw new Error('No identity provider is configured')
  signIn = configured
})

afterAll(async () => {
  await portal.stop()
  await provider.stop()
})

let count = 0

beforeEach(() => {
  count += 1
  const email = `ada-${count}@example.com`
  provider.account = { sub: `subject-${count}`, email, email_verified: true, name: 'Ada Jansen' }
  provider.tamper = null
})

const personByEmail = (email: unknown) => prisma().person.findUnique({ where: { email: String(email) } })
const auditOf = (subjectId: string) =>
  prisma().auditEntry.findMany({ where: { subjectId }, orderBy: { id: 'asc' } })

describe('a first sign-in', () => {
  it('makes an employee, a session and audit entries, and goes where the person wanted to be', async () => {
    const browser = new CompanyBrowser(signIn)
    const there = await browser.signInAt('/apps?q=draw')
    expect(`${there.pathname}${there.search}`).toBe('/apps?q=draw')
    const session = await readSession(browser.session)
    expect(session?.person).toMatchObject({
      name: 'Ada Jansen',
      role: 'employee',
      email: provider.account.email,
    })
    const entries = await auditOf(session?.person.id ?? '')
    expect(entries.map((entry) => entry.action)).toEqual(['person.created', 'person.signed_in'])
  })

  it('gives no role for claims that say so', async () => {
    Object.assign(provider.account, { role: 'admin', isAdmin: true, groups: ['admin', 'admins', 'root'] })
    await new CompanyBrowser(signIn).signInAt()
    expect((await personByEmail(provider.account.email))?.role).toBe('employee')
  })

  it('is refused without an e-mail address', async () => {
    provider.account.email = undefined
    const there = await new CompanyBrowser(signIn).signInAt()
    expect(`${there.pathname}${there.search}`).toBe('/sign-in?error=no_email')
  })
})

describe('groups', () => {
  it('give a role, and take it away again, at each sign-in', async () => {
    const roles: (string | undefined)[] = []
    for (const groups of [['it-helpdesk'], ['it-helpdesk', 'it-admins'], [], ['it-helpdesk']]) {
      provider.account.groups = groups
      await new CompanyBrowser(signIn).signInAt()
      roles.push((await personByEmail(provider.account.email))?.role)
    }
    expect(roles).toEqual(['helpdesk', 'admin', 'employee', 'helpdesk'])
    const person = await personByEmail(provider.account.email)
    const changes = (await auditOf(person?.id ?? '')).filter(
      (entry) => entry.action === 'person.role_changed',
    )
    expect(changes.map((entry) => entry.detail)).toEqual([
      { from: 'employee', to: 'helpdesk' },
      { from: 'helpdesk', to: 'admin' },
      { from: 'admin', to: 'employee' },
      { from: 'employee', to: 'helpdesk' },
    ])
  })

  it('change what an open session may do at once', async () => {
    provider.account.groups = ['it-admins']
    const first = new CompanyBrowser(signIn)
    await first.signInAt()
    expect((await readSession(first.session))?.person.role).toBe('admin')
    provider.account.groups = []
    await new CompanyBrowser(signIn).signInAt()
    expect((await readSession(first.session))?.person.role).toBe('employee')
  })
})

describe('an e-mail address that is known already', () => {
  const known = (email: unknown, rest = {}) =>
    prisma().person.create({ data: { email: String(email), name: 'Ada', ...rest } })

  it('joins a person without an identity when the provider vouches for it', async () => {
    const person = await known(provider.account.email)
    const browser = new CompanyBrowser(signIn)
    await browser.signInAt()
    expect((await readSession(browser.session))?.person.id).toBe(person.id)
  })

  it('is not taken over without that', async () => {
    await known(provider.account.email)
    provider.account.email_verified = false
    const browser = new CompanyBrowser(signIn)
    expect((await browser.signInAt()).search).toBe('?error=email_taken')
    expect(browser.session).toBeUndefined()
  })

  it('is not taken over from another identity', async () => {
    const person = await known(provider.account.email)
    await prisma().identity.create({
      data: { issuer: provider.issuer, subject: 'someone-else', personId: person.id },
    })
    expect((await new CompanyBrowser(signIn).signInAt()).search).toBe('?error=email_taken')
  })

  it('is not taken over from a person of the demo', async () => {
    await known(provider.account.email, { isDemo: true })
    expect((await new CompanyBrowser(signIn).signInAt()).search).toBe('?error=email_taken')
  })
})

it('keeps out who was switched off', async () => {
  await new CompanyBrowser(signIn).signInAt()
  await prisma().person.update({ where: { email: provider.account.email }, data: { active: false } })
  const browser = new CompanyBrowser(signIn)
  expect((await browser.signInAt()).search).toBe('?error=inactive')
  expect(browser.session).toBeUndefined()
})

const now = () => Math.floor(Date.now() / 1000)
type Change = NonNullable<typeof provider.tamper>
const changes: [string, Change][] = [
  ['another nonce', ({ claims }) => Object.assign(claims, { nonce: 'another' })],
  ['no nonce', ({ claims }) => Object.assign(claims, { nonce: undefined })],
  ['another audience', ({ claims }) => Object.assign(claims, { aud: 'another-client' })],
  ['another issuer', ({ claims }) => Object.assign(claims, { iss: 'http://127.0.0.1:9' })],
  ['an end in the past', ({ claims }) => Object.assign(claims, { exp: now() - 3600, iat: now() - 7200 })],
  ['algorithm none', ({ header }) => Object.assign(header, { alg: 'none' })],
  ['a shared-secret algorithm', ({ header }) => Object.assign(header, { alg: 'HS256' })],
  ['groups that were not signed', ({ claims }) => Object.assign(claims, { groups: ['it-admins'] })],
  ['another subject', ({ claims }) => Object.assign(claims, { sub: 'someone-else' })],
  ['another key', ({ header }) => Object.assign(header, { kid: 'another' })],
]

describe('an ID token that is not for this sign-in', () => {
  it.each(changes)('is refused: %s', async (_what, tamper) => {
    provider.tamper = tamper
    const browser = new CompanyBrowser(signIn)
    const there = await browser.signInAt()
    expect(there.pathname).toBe('/sign-in')
    expect(there.searchParams.get('error')).toBeTruthy()
    expect(browser.session).toBeUndefined()
    expect(await personByEmail(provider.account.email)).toBeNull()
  })
})

describe('promise 15: in the window of a Mac that waits for a sign-in', () => {
  const window = '/enroll/account/byod?user-identifier=ada%40example.com'

  it('a first sign-in makes an employee, whatever is claimed, and leads back to where nothing is done yet', async () => {
    Object.assign(provider.account, { role: 'admin', groups: ['admin'], enroll: true })
    const there = await new CompanyBrowser(signIn).signInAt(window)
    expect(`${there.pathname}${there.search}`).toBe(window)
    const person = await personByEmail(provider.account.email)
    expect(person?.role).toBe('employee')
    expect(await prisma().mdmInvitation.count({ where: { personId: person?.id } })).toBe(0)
  })

  it.each(changes)('no forged word lets anybody in: %s', async (_what, tamper) => {
    provider.tamper = tamper
    const browser = new CompanyBrowser(signIn)
    const there = await browser.signInAt(window)
    expect([there.pathname, browser.session]).toEqual(['/sign-in', undefined])
    expect(await personByEmail(provider.account.email)).toBeNull()
  })
})

describe('a way back that was not begun here', () => {
  async function refused(browser: CompanyBrowser, address: URL) {
    const there = await browser.comeBack(address)
    expect(there.pathname).toBe('/sign-in')
    expect(there.searchParams.get('error')).toBeTruthy()
    expect(browser.session).toBeUndefined()
  }

  it('is refused with another state', async () => {
    const browser = new CompanyBrowser(signIn)
    const address = await browser.visitProvider()
    address.searchParams.set('state', 'another')
    await refused(browser, address)
  })

  it('is refused in another browser, so nobody is signed in as somebody else by a link', async () => {
    const address = await new CompanyBrowser(signIn).visitProvider()
    await refused(new CompanyBrowser(signIn), address)
  })

  it('is refused with the code of another sign-in', async () => {
    const stolen = await new CompanyBrowser(signIn).visitProvider()
    const browser = new CompanyBrowser(signIn)
    const address = await browser.visitProvider()
    address.searchParams.set('code', stolen.searchParams.get('code') ?? '')
    await refused(browser, address)
  })

  it('is refused a second time, with the same code and the same cookies', async () => {
    const browser = new CompanyBrowser(signIn)
    const address = await browser.visitProvider()
    const replay = new CompanyBrowser(signIn)
    for (const [name, value] of browser.cookies.values) replay.cookies.values.set(name, value)
    await browser.comeBack(address)
    expect(browser.session).toBeDefined()
    await refused(replay, address)
  })
})

it('leads back to this site only', async () => {
  const there = await new CompanyBrowser(signIn).signInAt('https://evil.example/')
  expect(there.origin).toBe('http://127.0.0.1:3000')
})

it("gives a new token at every sign-in, and the old one is nobody's", async () => {
  const browser = new CompanyBrowser(signIn)
  await browser.signInAt()
  const first = browser.session
  await browser.signInAt()
  expect(browser.session).not.toBe(first)
  expect(await readSession(first)).toBeNull()
  expect((await readSession(browser.session))?.person.email).toBe(provider.account.email)
})

it('lets somebody else sign in on the same browser', async () => {
  const browser = new CompanyBrowser(signIn)
  await browser.signInAt()
  const first = browser.session
  provider.account = { sub: 'other', email: 'other@example.com', email_verified: true, name: 'Other' }
  await browser.signInAt()
  expect((await readSession(browser.session))?.person.email).toBe('other@example.com')
  expect(await readSession(first)).toBeNull()
})
