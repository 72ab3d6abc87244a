import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openBrowser, type TestBrowser } from '#tests/support/browser.ts'
import { MacProcess } from '#tests/support/mac-process.ts'
import { makeEnrolmentLink } from '#tests/support/make-enrolment-link.ts'
import { type Product, startProduct } from '#tests/support/product.ts'
import { type Visitor, visit } from '#tests/support/visitor.ts'
import { watchForReload } from '#tests/support/watch-for-reload.ts'

let product: Product
let browser: TestBrowser
beforeAll(async () => {
  browser = await openBrowser()
  product = await startProduct()
})
afterAll(async () => {
  await browser.close()
  await product.stop()
})

/** The rate of the download is such that it lasts for eight seconds: long enough to be seen on a busy machine. */
const people = [
  { locale: 'en', name: 'Tom Baker', app: 'Swatchbook', slug: 'swatchbook', rate: '350000' },
  { locale: 'nl', name: 'Sanne de Vries', app: 'Desk Finder', slug: 'desk-finder', rate: '150000' },
] as const

describe.each(people)('From a Mac in its box to an app on it, in $locale', (person) => {
  const { locale, name, app, slug, rate } = person
  const macName = `Proefmac-${locale}`
  const reason = `Because of ${slug}`
  let employee: Visitor
  let admin: Visitor
  let mac: MacProcess
  let story: string

  beforeAll(async () => {
    employee = await visit(browser, { url: product.url, name, locale })
    admin = await visit(browser, { url: product.url, name: 'Jonas Visser', locale })
  })
  afterAll(() => mac?.discard())

  it('enrols a Mac, and the wizard sees it arrive by itself', async () => {
    const { page, t } = employee
    const link = await makeEnrolmentLink(employee)
    const reloaded = await watchForReload(page)
    mac = await MacProcess.enroll(link, ['--name', macName, '--slow', '600', '--download-rate', rate])
    const arrived = page.getByRole('heading', {
      level: 1,
      name: t('enroll.arrived.title', { name: macName }),
    })
    await arrived.waitFor()
    expect(await reloaded()).toBe(false)
  })

  it('lets an employee ask for an app that somebody has to approve', async () => {
    const { page, t, open } = employee
    await open('/apps')
    await page.getByRole('link', { name: app, exact: true }).click()
    await page.getByRole('heading', { level: 1, name: app }).waitFor()
    await page.getByRole('radio', { name: macName }).check()
    await page.getByRole('textbox', { name: t('apps.ask.reason') }).fill(reason)
    await page.getByRole('button', { name: t('apps.ask.request'), exact: true }).click()
    await page.getByText(t('apps.ask.requested', { app })).waitFor()
    const card = page.getByRole('heading', { level: 3, name: macName })
    await card.waitFor()
    story = (await page.getByRole('link', { name: t('apps.whole_story') }).getAttribute('href')) ?? ''
  })

  it('shows the request to an admin, and follows the approved install live to its proof', async () => {
    const { page, t, open } = employee
    const state = (key: string) => page.locator('main header').getByText(t(`installs.state.${key}.title`))
    await open(story)
    await state('requested').waitFor()
    const reloaded = await watchForReload(page)

    await admin.open('/admin/requests')
    const card = admin.page.getByRole('listitem').filter({ hasText: reason })
    expect(await card.getByRole('heading').textContent()).toBe(
      admin.t('admin-requests.who_wants_what', { person: name, app }),
    )
    await card.getByRole('button', { name: admin.t('admin-requests.approve') }).click()
    await admin.page.getByText(admin.t('admin-requests.approved', { app, person: name })).waitFor()

    await state('downloading').waitFor()
    await state('installing').waitFor()
    await state('installed').waitFor()
    expect(await reloaded()).toBe(false)
    expect(mac.state.apps).toContainEqual(expect.objectContaining({ name: app, managed: true }))
  })

  it('leaves a whole audit trail that tells it', async () => {
    const { page, t, open } = admin
    await open('/admin/audit')
    const intact = t('admin-audit.chain.intact', { count: 100 }).replace('100', '[\\d.,]+')
    await page.getByText(new RegExp(`^${intact}$`)).waitFor()
    const told = {
      'device.enrolled': macName,
      'request.made': app,
      'request.approved': app,
      'install.installed': app,
    }
    for (const [action, label] of Object.entries(told)) {
      const words = t(`admin-audit.actions.${action}`)
      await page.getByRole('combobox', { name: t('admin-audit.filter.action') }).selectOption(words)
      await page.getByRole('textbox', { name: t('admin-audit.filter.subject') }).fill(label)
      await page.getByRole('button', { name: t('admin-audit.filter.apply') }).click()
      await page.waitForURL((address) => address.searchParams.get('action') === action)
      await page.getByRole('row', { name: words }).filter({ hasText: label }).first().waitFor()
    }
  })

  it('shows the Mac with its app to its owner and to the helpdesk', async () => {
    const { page, t, open } = employee
    await open('/macs')
    await page.getByRole('link', { name: macName }).click()
    await page.getByRole('heading', { level: 1, name: macName }).waitFor()
    await installedIn(employee, 'macs.installs.title')
    const { pathname } = new URL(page.url())
    const helper = await visit(browser, { url: product.url, name: 'Priya Nair', locale })
    await helper.open(`/helpdesk${pathname}`)
    await helper.page.getByRole('heading', { level: 1, name: macName }).waitFor()
    await installedIn(helper, 'helpdesk-macs.installs')
    await helper.page.getByRole('searchbox', { name: t('helpdesk-macs.apps.filter') }).fill(app)
    const found = t('helpdesk-macs.apps.found', { count: 1 })
    await helper.page.getByRole('status').filter({ hasText: found }).waitFor({ state: 'attached' })
  })

  async function installedIn({ page, t }: Visitor, list: string): Promise<void> {
    const row = page
      .getByRole('list', { name: t(list) })
      .getByRole('listitem')
      .filter({ hasText: app })
    await row.getByText(t('installs.state.installed.title')).waitFor()
  }
})
