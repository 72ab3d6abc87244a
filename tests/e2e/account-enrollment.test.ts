import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AccountKind } from '#lib/portal/enrollment/policy.ts'
import { prisma } from '#lib/server/prisma.ts'
import { scriptedWebView } from '#simulator/mac/scripted-web-view.ts'
import { SimulatedMac } from '#simulator/mac/simulated-mac.ts'
import { expectNoAxeViolations, openBrowser, type TestBrowser } from '#tests/support/browser.ts'
import { takeConsoleErrors } from '#tests/support/console-errors.ts'
import { enterProduct } from '#tests/support/enter-product.ts'
import { type Product, startProduct } from '#tests/support/product.ts'
import { visit } from '#tests/support/visitor.ts'
import { words } from '#tests/support/words.ts'

let product: Product
let inside: Awaited<ReturnType<typeof enterProduct>>
let browser: TestBrowser
const macs: SimulatedMac[] = []
beforeAll(async () => {
  browser = await openBrowser()
  product = await startProduct()
  inside = await enterProduct(product)
})
afterAll(async () => {
  for (const mac of macs) await mac.close()
  await inside.close()
  await browser.close()
  await product.stop()
})

async function newMac(deviceName: string): Promise<SimulatedMac> {
  const mac = await SimulatedMac.create({ deviceName })
  macs.push(mac)
  return mac
}

/** The Mac's own window: small, and whoever types on the Mac sits in front of it. */
const openWindow = (locale: 'en' | 'nl'): Promise<Page> =>
  browser.newPage({ locale, width: 480, height: 560 })

/** Presses the button of the page and takes the address that the Mac would take. */
async function confirmOn(page: Page, button: string): Promise<string> {
  const answered = page.waitForResponse((response) => response.url().endsWith('/confirm'))
  await page.getByRole('button', { name: button }).click()
  const answer = await answered
  expect(answer.status()).toBe(308)
  // A browser that is no Mac has nobody to hand it to; a policy that forbade it would say so here.
  for (const error of takeConsoleErrors()) expect(error).not.toMatch(/Content.Security.Policy/i)
  return (await answer.headerValue('location')) ?? ''
}

interface Newcomer {
  locale: 'en' | 'nl'
  name: string
  account: string
  kind: 'byod' | 'adde'
  choice: AccountKind
}

const tom = { name: 'Tom Baker', account: 'tom.baker@example.com' }
const sanne = { name: 'Sanne de Vries', account: 'sanne.devries@example.com' }
const people: Newcomer[] = [
  { ...tom, locale: 'en', kind: 'byod', choice: 'account_user' },
  { ...sanne, locale: 'nl', kind: 'adde', choice: 'account_device' },
]

describe.each(people)('From System Settings to the portal by $kind, in $locale', (one) => {
  const { locale, name, account, kind, choice } = one
  const t = words(locale)
  const deviceName = `Mac by ${kind}`

  it('signs in, confirms, and is there', async () => {
    await prisma().person.update({ where: { email: account }, data: { enrollmentChoice: choice, locale } })
    const mac = await newMac(deviceName)
    await mac.enrollByAccount({
      account,
      server: product.url,
      kind,
      async webView(address) {
        const page = await openWindow(locale)
        await page.goto(address)
        await page.getByRole('button', { name }).click()
        await page.getByRole('heading', { level: 1, name: t('enroll-account.confirm.title') }).waitFor()
        await page.getByText(t('enroll-account.confirm.who', { name, account })).waitFor()
        await expectNoAxeViolations(page)
        const company = page.getByRole('radio', { name: t('enroll-account.confirm.company.title') })
        expect(await company.count()).toBe(kind === 'adde' ? 1 : 0)
        if (kind === 'adde') await company.check()
        const end = await confirmOn(page, t('enroll-account.confirm.go_on'))
        expect(end).toMatch(
          /^apple-remotemanagement-user-login:\/\/authentication-results\?access-token=[\w-]{43}$/,
        )
        await page.context().close()
        return end
      },
    })
    expect(mac.state.enrollment).toMatchObject({
      managedAppleId: account,
      mode: kind === 'byod' ? 'user' : 'device',
    })
    mac.start()
    const { page, open } = await visit(browser, { url: product.url, name, locale })
    await expect
      .poll(() => prisma().device.count({ where: { name: deviceName, status: 'enrolled' } }), {
        timeout: 20_000,
      })
      .toBe(1)
    await open('/macs')
    await page.getByRole('link', { name: deviceName }).click()
    await page.getByRole('heading', { level: 1, name: deviceName }).waitFor()
    const shown = (await page.textContent('main')) ?? ''
    expect(shown.includes(mac.serialNumber)).toBe(kind === 'adde')
  })

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
  const mac = await newMac('Mac by script')
  await mac.enrollByAccount({
    account: 'tom.baker@example.com',
    server: product.url,
    webView: scriptedWebView({ person: 'Tom Baker', ownership: 'personal' }),
  })
  expect(mac.state.enrollment?.tokens?.refreshToken).toMatch(/^[\w-]{43}$/)
})
