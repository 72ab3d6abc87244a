import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { prisma } from '#lib/server/prisma.ts'
import { scriptedWebView } from '#simulator/mac/scripted-web-view.ts'
import { SimulatedMac } from '#simulator/mac/simulated-mac.ts'
import { expectNoAxeViolations, openBrowser, type TestBrowser } from '#tests/support/browser.ts'
import { enterProduct } from '#tests/support/enter-product.ts'
import { type Product, startProduct } from '#tests/support/product.ts'
import { words } from '#tests/support/words.ts'

let product: Product
let inside: Awaited<ReturnType<typeof enterProduct>>
let browser: TestBrowser
beforeAll(async () => {
  browser = await openBrowser()
  product = await startProduct()
  inside = await enterProduct(product)
})
afterAll(async () => {
  await inside.close()
  await browser.close()
  await product.stop()
})

/** The Mac's own window: small, and whoever types on the Mac sits in front of it. */
const openWindow = (locale: 'en' | 'nl'): Promise<Page> =>
  browser.newPage({ locale, width: 480, height: 560 })

describe.each([
  { locale: 'en' as const, name: 'Tom Baker', account: 'tom.baker@example.com', kind: 'byod' },
  { locale: 'nl' as const, name: 'Sanne de Vries', account: 'sanne.devries@example.com', kind: 'adde' },
])('The window on a Mac that joins by $kind, in $locale', ({ locale, name, account, kind }) => {
  const t = words(locale)

  it('says why not to somebody who signs in with another account, and lets the right one sign in', async () => {
    const page = await openWindow(locale)
    const path = `/enroll/account/${kind}?${new URLSearchParams({ 'user-identifier': account })}`
    await page.goto(product.url + path)
    await page.getByRole('button', { name: 'Priya Nair' }).click()
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.getByRole('alert').filter({ hasText: account }).waitFor()
    await expectNoAxeViolations(page)
    expect(await page.getByRole('button', { name: t('enroll-account.confirm.go_on') }).count()).toBe(0)
    await page.locator('main form button').first().click()
    await page.getByRole('button', { name }).click()
    await page.getByRole('button', { name: t('enroll-account.confirm.go_on') }).waitFor()
    await page.context().close()
  })
})

it('refuses a domain that is not ours in a sentence, in the language of the Mac', async () => {
  for (const locale of ['en', 'nl'] as const) {
    const account = 'somebody@elsewhere.example'
    const query = new URLSearchParams({ 'user-identifier': account, 'model-family': 'Mac' })
    const reply = await fetch(`${product.url}/.well-known/com.apple.remotemanagement?${query}`, {
      headers: { 'accept-language': locale },
    })
    expect([reply.status, reply.headers.get('content-type')]).toEqual([403, 'application/json'])
    expect(await reply.json()).toEqual({
      code: 'com.apple.well-known.failed',
      message: words(locale)('enroll-account.refused.enrollment_domain_unknown', { account }),
      description: 'enrollment_domain_unknown',
    })
  }
})

it('confirms for nobody who is not signed in, or who comes from another site', async () => {
  const body = new URLSearchParams({ account: 'tom.baker@example.com', ownership: 'personal' })
  const send = (headers: Record<string, string>) =>
    fetch(`${product.url}/enroll/account/byod/confirm`, { method: 'POST', body, headers, redirect: 'manual' })
  const nobody = await send({})
  expect([nobody.status, nobody.headers.get('location')]).toEqual([
    303,
    expect.stringMatching(/^\/sign-in\?to=/),
  ])
  expect((await send({ origin: 'https://evil.example' })).status).toBe(403)
})

it('enrols by OAuth 2 where that is set, with a script in place of the person and without JavaScript', async () => {
  await prisma().setting.create({ data: { key: 'enrollment.sign_in_form', value: 'apple-oauth2' } })
  const mac = await SimulatedMac.create({ deviceName: 'Mac by script' })
  await mac.enrollByAccount({
    account: 'tom.baker@example.com',
    server: product.url,
    webView: scriptedWebView({ person: 'Tom Baker', ownership: 'personal' }),
  })
  expect(mac.state.enrollment?.tokens?.refreshToken).toMatch(/^[\w-]{43}$/)
  await mac.close()
})
