import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { configuredSignIn } from '#app/sign-in/company-sign-in.ts'
import { failureKey, waitMinutes } from '#app/sign-in/failure-key.ts'
import { finishCompanySignIn } from '#app/sign-in/finish-company-sign-in.ts'
import { systemActor } from '#lib/auth/actor.ts'
import { signInRefusal } from '#lib/auth/sign-in-refusal.ts'
import { beginSignIn } from '#lib/portal/accounts/begin-sign-in.ts'
import { forgetSignIns } from '#lib/portal/accounts/forget-sign-ins.ts'
import { getSignInWait } from '#lib/portal/accounts/get-sign-in-wait.ts'
import { countAttempt, forgetAttemptsMs, signInRules } from '#lib/portal/accounts/sign-in-rules.ts'
import { networkOf, type SignInSource } from '#lib/portal/accounts/sign-in-source.ts'
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
  })
  return started
})

let portal: TestPortal
beforeAll(async () => {
  portal = await startTestPortal()
})
afterAll(async () => {
  await portal.stop()
  await provider.stop()
})

const actor = systemActor('test')
let count = 0
beforeEach(() => {
  count += 1
  provider.account = { sub: `s-${count}`, email: `s-${count}@example.com`, email_verified: true, name: 'S' }
  provider.tamper = null
})

function browser(): CompanyBrowser {
  const signIn = configuredSignIn()
  if (!signIn) throw new Error('No identity provider is configured')
  return new CompanyBrowser(signIn)
}

/** As long as one may before one has to wait. */
async function useUp(source: SignInSource, now: Date): Promise<void> {
  const { free } = signInRules[source.kind]
  for (let round = 0; round < free; round += 1) expect(await beginSignIn(actor, source, now)).toBeNull()
}

/** The same for an account that has signed in already. */
async function exhaust(source: SignInSource): Promise<void> {
  while ((await getSignInWait(actor, source)) === null) await beginSignIn(actor, source)
}

/** What somebody at an address gets who comes back from the provider with nothing of use. */
function comeBackFrom(address: string): Promise<Response> {
  const headers = { 'x-zelf-client': address }
  return finishCompanySignIn(
    new Request('http://127.0.0.1:3000/api/auth/callback/company?code=x&state=y', { headers }),
  )
}

const limited = () => prisma().auditEntry.findMany({ where: { action: 'sign_in.limited' } })

describe('promise 14: signing in cannot be tried without end', () => {
  it('from one address, once too many went wrong; and only that address waits', async () => {
    const address = '203.0.113.7'
    await useUp({ kind: 'address', address }, new Date())
    const answer = await comeBackFrom(address)
    expect(answer.status).toBe(303)
    expect(answer.headers.get('location')).toBe('/sign-in?error=wait&minutes=1')
    const other = await comeBackFrom('203.0.113.8')
    expect(other.headers.get('location')).not.toContain('wait')
  })

  it('by one account, however good its word is; and a wait signs nobody in', async () => {
    await browser().signInAt()
    const subject = String(provider.account.sub)
    await exhaust({ kind: 'account', issuer: provider.issuer, subject, name: 'x' })
    const late = browser()
    const there = await late.signInAt()
    expect(`${there.pathname}${there.search}`).toBe('/sign-in?error=wait&minutes=1')
    expect(late.session).toBeUndefined()
  })

  it('in the same words whether the account is there, is switched off, or never was', async () => {
    const words: string[] = []
    for (const state of ['there', 'off', 'never'] as const) {
      const subject = `known-${state}`
      if (state !== 'never') {
        const person = await prisma().person.create({
          data: { email: `${subject}@example.com`, name: 'K', active: state === 'there' },
        })
        await prisma().identity.create({ data: { issuer: provider.issuer, subject, personId: person.id } })
      }
      provider.account = { sub: subject, email: `${subject}@example.com`, email_verified: true, name: 'K' }
      await exhaust({ kind: 'account', issuer: provider.issuer, subject, name: 'x' })
      words.push((await browser().signInAt()).search)
    }
    expect(new Set(words)).toEqual(new Set(['?error=wait&minutes=1']))
    expect(await prisma().person.findUnique({ where: { email: 'known-never@example.com' } })).toBeNull()
  })

  it('nor can the identity provider be hammered through us', async () => {
    const source: SignInSource = { kind: 'start', address: '203.0.113.40' }
    const now = new Date()
    await useUp(source, now)
    expect(await beginSignIn(actor, source, now)).not.toBeNull()
    expect(await getSignInWait(actor, { ...source, kind: 'address' }, now)).toBeNull()
  })

  it('also not by many at once, in as many processes', async () => {
    const source: SignInSource = { kind: 'address', address: '203.0.113.20' }
    const now = new Date()
    const few = 3
    for (let round = few; round < signInRules.address.free; round += 1) await beginSignIn(actor, source, now)
    const all = await Promise.all(Array.from({ length: 8 }, () => beginSignIn(actor, source, now)))
    expect(all.filter((until) => until === null)).toHaveLength(few)
  })

  it('while those who succeed at the same address take nothing from each other', async () => {
    const address = '203.0.113.30'
    for (let round = 0; round < 3; round += 1) {
      provider.account = {
        sub: `n-${round}`,
        email: `n-${round}@example.com`,
        email_verified: true,
        name: 'N',
      }
      const walker = browser()
      const back = await walker.visitProvider()
      const headers = { cookie: walker.cookies.header, 'x-zelf-client': address }
      const answer = await finishCompanySignIn(new Request(back, { headers }))
      walker.cookies.take(answer.headers.getSetCookie())
      expect(walker.session).toBeDefined()
    }
    const [{ sum } = { sum: 0 }] = await prisma().$queryRaw<{ sum: number }[]>`
      SELECT count AS sum FROM sign_in_attempts ORDER BY last_at DESC LIMIT 1`
    // The newest row is the last account's own one; the address has none left.
    expect(sum).toBe(1)
    const rows = await prisma().signInAttempts.findMany({ where: { count: 0 } })
    expect(rows).toHaveLength(1)
  })

  it('and each wait stands once in the audit trail, however often somebody knocks', async () => {
    const source: SignInSource = { kind: 'address', address: '2001:db8:1:2::5' }
    const now = new Date()
    await useUp(source, now)
    const before = (await limited()).length
    for (let knock = 0; knock < 5; knock += 1) expect(await beginSignIn(actor, source, now)).not.toBeNull()
    const told = await limited()
    expect(told).toHaveLength(before + 1)
    expect(told.at(-1)).toMatchObject({ subjectLabel: '2001:db8:1:2::/64', detail: { by: 'address' } })
  })
})

describe('promise 14: nobody is kept out for ever', () => {
  it.each(Object.entries(signInRules))('%s: waits grow, end, and are forgotten', (_kind, rule) => {
    let at = new Date('2026-01-01T00:00:00Z')
    let state = { count: 0, lastAt: at, waitUntil: null as Date | null }
    const waits: number[] = []
    for (let round = 0; round < rule.free + 40; round += 1) {
      state = countAttempt(rule, state, at)
      if (!state.waitUntil) continue
      waits.push(state.waitUntil.getTime() - at.getTime())
      at = state.waitUntil
    }
    expect(waits[0]).toBe(rule.firstWaitMs)
    expect(waits[1]).toBe(rule.firstWaitMs * 2)
    expect(Math.max(...waits)).toBeLessThanOrEqual(15 * 60_000)
    const rested = countAttempt(rule, state, new Date(at.getTime() + forgetAttemptsMs))
    expect(rested.waitUntil).toBeNull()
  })

  it('for after a wait the next one is let through', async () => {
    const source: SignInSource = { kind: 'account', issuer: 'i', subject: 'patient', name: 'P' }
    const now = new Date()
    await useUp(source, now)
    const until = await beginSignIn(actor, source, now)
    expect(await beginSignIn(actor, source, new Date((until?.getTime() ?? 0) + 1))).toBeNull()
  })

  it('and nothing of it is kept for longer than it counts', async () => {
    const source: SignInSource = { kind: 'account', issuer: 'i', subject: 'gone', name: 'G' }
    await beginSignIn(actor, source, new Date(Date.now() - 3 * 60 * 60_000))
    expect(await forgetSignIns(actor, new Date())).toBe(1)
  })

  it('and nobody reads in the database who signed in from where', async () => {
    const address = '198.51.100.99'
    await beginSignIn(actor, { kind: 'address', address })
    const rows = await prisma().$queryRaw<{ row: string }[]>`SELECT a::text AS row FROM sign_in_attempts a`
    expect(rows.map(({ row }) => row).join('\n')).not.toContain(address)
  })
})

it('says in how many minutes to try again, and believes no address that says otherwise', () => {
  const now = new Date()
  const until = new Date(now.getTime() + 61_000)
  expect(signInRefusal({ code: 'wait', until }, '/apps', now)).toBe(
    '/sign-in?error=wait&minutes=2&to=%2Fapps',
  )
  expect(failureKey('wait')).toBe('wait')
  expect(['3', '99999', '-1', '1e1', '<b>', undefined].map(waitMinutes)).toEqual([3, 1, 1, 10, 1, 1])
})

it.each([
  ['192.0.2.1', '192.0.2.1'],
  ['2001:db8:a:b:c:d:e:f', '2001:db8:a:b::/64'],
  ['2001:DB8:A:B::1', '2001:db8:a:b::/64'],
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
])('takes %s for %s', (address, network) => {
  expect(networkOf(address)).toBe(network)
})
