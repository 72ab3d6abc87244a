import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mostStreams } from '#app/api/events/open-streams.ts'
import { signInRules } from '#lib/portal/accounts/sign-in-rules.ts'
import { prisma } from '#lib/server/prisma.ts'
import { expectNoAxeViolations, openBrowser, type TestBrowser } from '#tests/support/browser.ts'
import { enterProduct } from '#tests/support/enter-product.ts'
import { startIdentityProvider, type TestIdentityProvider } from '#tests/support/identity-provider.ts'
import { makePerson } from '#tests/support/portal.ts'
import { type Product, startProduct } from '#tests/support/product.ts'
import { words } from '#tests/support/words.ts'

let provider: TestIdentityProvider
let product: Product
let inside: Awaited<ReturnType<typeof enterProduct>>
let browser: TestBrowser
beforeAll(async () => {
  provider = await startIdentityProvider()
  product = await startProduct({
    env: {
      OIDC_ISSUER: provider.issuer,
      OIDC_CLIENT_ID: provider.clientId,
      OIDC_CLIENT_SECRET: provider.clientSecret,
    },
  })
  inside = await enterProduct(product)
  browser = await openBrowser()
})
afterAll(async () => {
  await browser.close()
  await inside.close()
  await product.stop()
  await provider.stop()
})

/** Back from the provider with nothing of use, as the reverse proxy on this machine hands it on. */
async function comeBackInVain(headers: Record<string, string>): Promise<string> {
  const answer = await fetch(`${product.url}/api/auth/callback/company?code=x&state=y`, {
    ...{ headers, redirect: 'manual' },
  })
  return answer.headers.get('location') ?? ''
}

describe('promise 14: signing in at the real server', () => {
  it('is limited by where a request comes from, and not by where it says that it does', async () => {
    const from = { 'x-forwarded-for': '198.51.100.1, 203.0.113.5' }
    for (let round = 0; round < signInRules.address.free; round += 1) {
      const lie = { 'x-zelf-client': `192.0.2.${round}` }
      expect(await comeBackInVain({ ...from, ...lie })).not.toContain('wait')
    }
    expect(await comeBackInVain(from)).toBe('/sign-in?error=wait&minutes=1')
    expect(await comeBackInVain({ 'x-forwarded-for': '203.0.113.6' })).not.toContain('wait')
    const told = await prisma().auditEntry.findMany({ where: { action: 'sign_in.limited' } })
    expect(told).toMatchObject([{ subjectLabel: '203.0.113.5' }])
  })

  it.each(['en', 'nl'] as const)(
    'says when to try again, and pressing the button says so too: %s',
    async (locale) => {
      const page = await browser.newPage({ locale, width: 360 })
      await page.setExtraHTTPHeaders({ 'x-forwarded-for': '203.0.113.5' })
      await page.goto(`${product.url}/sign-in`)
      await page.locator('main form button').first().click()
      await page.waitForURL(/error=wait/)
      const said = words(locale)('signin.failed.wait', { minutes: 1 })
      await page.getByRole('alert').filter({ hasText: said }).waitFor()
      await expectNoAxeViolations(page)
      await page.context().close()
    },
  )
})

describe('promise 14: event streams of one session at the real server', () => {
  it('are no more than so many; the oldest is told that it gives way', async () => {
    const person = await makePerson()
    const token = 'x'.repeat(43)
    await prisma().session.create({
      data: {
        tokenSha256: createHash('sha256').update(token).digest('hex'),
        personId: person.id,
        expiresAt: new Date(Date.now() + 60_000),
      },
    })
    const stopping = new AbortController()
    const open = async () => {
      const answer = await fetch(`${product.url}/api/events`, {
        headers: { cookie: `zelf.session=${token}`, accept: 'text/event-stream' },
        signal: stopping.signal,
      })
      const reader = answer.body?.getReader()
      const first = await reader?.read()
      expect(Buffer.from(first?.value ?? []).toString()).toContain('ready')
      return reader
    }
    const first = await open()
    for (let count = 1; count < mostStreams + 1; count += 1) await open()
    expect(Buffer.from((await first?.read())?.value ?? []).toString()).toContain('event: crowded')
    expect((await first?.read())?.done).toBe(true)
    stopping.abort()
  })
})
