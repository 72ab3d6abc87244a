import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { scriptedWebView } from '#simulator/mac/scripted-web-view.ts'
import { SimulatedMac } from '#simulator/mac/simulated-mac.ts'
import { expectNoAxeViolations, openBrowser, type TestBrowser } from '#tests/support/browser.ts'
import { type Product, startProduct } from '#tests/support/product.ts'
import { type Visitor, visit } from '#tests/support/visitor.ts'
import { watchForReload } from '#tests/support/watch-for-reload.ts'

let product: Product
let browser: TestBrowser
let admin: Visitor
beforeAll(async () => {
  browser = await openBrowser()
  product = await startProduct()
  admin = await visit(browser, { url: product.url, name: 'Jonas Visser' })
  await saveDomains('example.com')
})
afterAll(async () => {
  await browser.close()
  await product.stop()
})

async function saveDomains(domains: string): Promise<void> {
  const { page, t, open } = admin
  await open('/admin/enrollment')
  await page.getByRole('textbox', { name: t('admin-enrollment.domains.label') }).fill(domains)
  await page.getByRole('button', { name: t('admin-enrollment.domains.save') }).click()
  await page.getByText(`https://${domains}/.well-known/com.apple.remotemanagement`).waitFor()
}

/** Opens a group's rule, unticks these, sets the number and saves. */
async function setRule(group: string, wish: { without: string[]; max?: string }): Promise<void> {
  const { page, t, open } = admin
  await open('/admin/enrollment')
  const row = page.getByRole('row', { name: group })
  await row.getByRole('link').click()
  await page.getByRole('heading', { name: t('admin-enrollment.edit.title', { group }) }).waitFor()
  for (const name of wish.without) await page.getByRole('checkbox', { name: t(name) }).uncheck()
  if (wish.max) await page.getByRole('spinbutton').fill(wish.max)
  await page.getByRole('button', { name: t('admin-enrollment.edit.save') }).click()
  await page.getByText(t('admin-enrollment.rules.saved', { group })).waitFor()
}

const people = [
  { locale: 'en', name: 'Tom Baker', group: 'Engineering', address: 'tom.baker@example.com' },
  { locale: 'nl', name: 'Sanne de Vries', group: 'Design', address: 'sanne.devries@example.com' },
] as const

describe.each(people)('The enrolment wizard, in $locale', ({ locale, name, group, address }) => {
  let employee: Visitor
  beforeAll(async () => {
    employee = await visit(browser, { url: product.url, name, locale })
  })

  it('asks whose Mac it is and what it runs, and recommends the private way for one’s own', async () => {
    const { page, t, open } = employee
    await open('/enroll')
    await page.getByRole('link', { name: t('enroll.choose.personal.title') }).click()
    await page.getByRole('heading', { name: t('enroll.system.title') }).waitFor()
    await page.getByRole('link', { name: t('enroll.system.15.title') }).click()
    await page.getByRole('heading', { name: t('enroll.plan.account_user.title') }).waitFor()
    await page
      .getByRole('button', { name: t('enroll.plan.account_user.go') })
      .first()
      .click()
    await page.getByText(t('enroll.progress.account.begun')).waitFor()
    await page.getByText(address, { exact: true }).first().waitFor()
    await page.getByRole('img', { name: t('enroll.sign_in.drawing_settings') }).waitFor()
  })

  it('leads an older Mac to the profile, with the places of its own System Settings', async () => {
    const { page, t, open } = employee
    await open('/enroll?mac=company&os=13')
    await page.getByRole('button', { name: t('enroll.link.make'), exact: true }).click()
    await page.waitForURL(/invitation=/)
    await page.getByText(t('enroll.guide.old.heading'), { exact: true }).first().waitFor()
    expect(await page.getByText(t('enroll.guide.new.heading'), { exact: true }).count()).toBe(0)
  })

  it('gives a link without scripts, and says in a browser why one leads nowhere', async () => {
    const plain = await visit(browser, { url: product.url, name, locale, javaScriptEnabled: false })
    const { page, t, open } = plain
    await open('/enroll?mac=company&os=15&way=profile')
    await page.getByRole('button', { name: t('enroll.link.make'), exact: true }).click()
    const link = await page.getByRole('link', { name: t('enroll.ready.download') }).getAttribute('href')
    await page.getByRole('link', { name: t('enroll.ready.go_on') }).click()
    await page.getByText(t('enroll.progress.link.waiting')).waitFor()
    const mac = await SimulatedMac.create()
    await mac.enroll(link ?? '')
    const anybody = await browser.newPage({ locale, width: 360 })
    await anybody.goto(link ?? '')
    await anybody.getByRole('heading', { level: 1, name: t('closed-link.used.title') }).waitFor()
    await expectNoAxeViolations(anybody)
    await anybody.goto(`${product.url}/mdm/enroll/${'x'.repeat(43)}`)
    await anybody.getByRole('heading', { level: 1, name: t('closed-link.unknown.title') }).waitFor()
    await mac.leave()
    await mac.close()
    await anybody.context().close()
    await page.context().close()
  })

  it('does not ask what the browser knows', async () => {
    const { page, t, open } = await visit(browser, { url: product.url, name, locale })
    await page.addInitScript(() => {
      const hints = { platform: 'macOS', getHighEntropyValues: async () => ({ platformVersion: '14.7.1' }) }
      Object.defineProperty(navigator, 'userAgentData', { value: hints })
    })
    await open('/enroll')
    await page.waitForURL(/os=14/)
    await page.getByRole('link', { name: t('enroll.choose.company.title') }).click()
    await page.getByRole('heading', { name: t('enroll.plan.account_device.title') }).waitFor()
    await page.getByRole('link', { name: t('enroll.system.change') }).click()
    await page.getByRole('heading', { name: t('enroll.system.title') }).waitFor()
  })

  it('goes on at the same step on another Mac, once somebody has signed in there', async () => {
    const { page, t, open } = employee
    await open(`/enroll?mac=personal&os=14&way=account_user&since=${Date.now()}`)
    await page.getByText(t('enroll.elsewhere.title')).click()
    await page.getByRole('img', { name: t('enroll.elsewhere.qr') }).waitFor()
    const there = await page.locator('code', { hasText: '/enroll?' }).first().textContent()
    const other = await browser.newPage({ locale })
    await other.goto(there ?? '')
    await other.waitForURL(/sign-in/)
    await other.getByRole('button', { name }).click()
    await other.waitForURL(there ?? '')
    await other.getByText(t('enroll.progress.account.begun')).waitFor()
  })

  it('says after two minutes why it is stuck, and takes a question with the facts to the helpdesk', async () => {
    const { page, t, open } = employee
    await open(`/enroll?mac=personal&os=15&way=account_user&since=${Date.now() - 121_000}`)
    await page.getByText(t('enroll.stuck.not_signed_in.title'), { exact: true }).waitFor()
    await page.getByText(t('enroll.ask.open'), { exact: true }).click()
    await page.getByRole('textbox', { name: t('enroll.ask.message') }).fill(`A grey window, ${locale}`)
    await page.getByRole('button', { name: t('enroll.ask.send') }).click()
    await page.locator('main a[href^="/tickets/"]').click()
    await page.waitForURL(/\/tickets\/\d+/)
    await page.getByText(`A grey window, ${locale}`).waitFor()
    await page.getByText(t('enroll.stuck.not_signed_in.title')).waitFor()
  })

  it('follows a Mac on which somebody signs in, until it has arrived', async () => {
    const { page, t, open } = employee
    const deviceName = `Own Mac ${locale}`
    await open('/enroll?mac=personal&os=15')
    await page
      .getByRole('button', { name: t('enroll.plan.account_user.go') })
      .first()
      .click()
    await page.getByText(t('enroll.progress.account.begun')).waitFor()
    const reloaded = await watchForReload(page)
    const mac = await SimulatedMac.create({ deviceName })
    await mac.enrollByAccount({
      ...{ account: address, server: product.url, kind: 'byod' },
      webView: scriptedWebView({ person: name, ownership: 'personal' }),
    })
    mac.start()
    const arrived = t('enroll.arrived.title', { name: deviceName })
    await page.getByRole('heading', { level: 1, name: arrived }).waitFor()
    expect(await reloaded()).toBe(false)
    await mac.close()
  })

  it('asks nothing where the policy leaves one way, and names the Macs where there is no room', async () => {
    const { page, t, open } = employee
    const kinds = ['account_user', 'account_device'].map((kind) => `admin-enrollment.kinds.${kind}.title`)
    await setRule(group, { without: [...kinds, 'admin-enrollment.ownerships.personal.title'] })
    await open('/enroll')
    await page.getByRole('button', { name: t('enroll.link.make'), exact: true }).waitFor()
    await setRule(group, { without: [], max: '1' })
    await open('/enroll')
    const full = page.getByText(t('enroll.full.macs')).locator('..')
    await full.getByRole('link').first().waitFor()
    expect(await page.getByRole('button', { name: t('enroll.link.make'), exact: true }).count()).toBe(0)
  })
})

describe('The page of the enrolment policy', () => {
  it('shows the effect before a rule is set, and what is wrong with one', async () => {
    const { page, t, open } = admin
    await open('/admin/enrollment')
    await page
      .getByRole('row', { name: t('admin-enrollment.everyone') })
      .getByRole('link')
      .click()
    await page.getByText(t('admin-enrollment.effect.personal.account_user', { count: 2 })).waitFor()
    await page.getByRole('checkbox', { name: t('admin-enrollment.kinds.account_device.title') }).uncheck()
    await page.getByRole('checkbox', { name: t('admin-enrollment.kinds.profile.title') }).uncheck()
    await page.getByRole('checkbox', { name: t('admin-enrollment.ownerships.personal.title') }).uncheck()
    await page.getByText(t('admin-enrollment.errors.enrollment_rule_empty')).waitFor()
    await page.getByRole('button', { name: t('admin-enrollment.edit.save') }).click()
    await page.getByRole('alert').first().waitFor()
  })

  it('refuses what is no domain, and keeps what was typed', async () => {
    const { page, t, open } = admin
    await open('/admin/enrollment')
    const field = page.getByRole('textbox', { name: t('admin-enrollment.domains.label') })
    // A form that scripts are only taking over would keep its first words beside the new ones.
    await expect
      .poll(async () => {
        await field.fill('example.com\nhttps://x')
        return field.inputValue()
      })
      .toBe('example.com\nhttps://x')
    await page.getByRole('button', { name: t('admin-enrollment.domains.save') }).click()
    await page.getByText(t('admin-enrollment.errors.enrollment_domain_invalid')).waitFor()
    expect(await field.inputValue()).toBe('example.com\nhttps://x')
  })
})
