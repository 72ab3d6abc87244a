import type { Locator } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { SimulatedMac } from '#simulator/mac/simulated-mac.ts'
import { expectNoAxeViolations, openBrowser, type TestBrowser } from '#tests/support/browser.ts'
import { enrolSimulatedMac } from '#tests/support/enrol-simulated-mac.ts'
import { type Product, startProduct } from '#tests/support/product.ts'
import { type Visitor, visit } from '#tests/support/visitor.ts'
import { watchForReload } from '#tests/support/watch-for-reload.ts'

/** Required of everybody by the demo itself, and essential. */
const essential = 'Measure Up'
const small = 'Paperclip Notes'

let product: Product
let browser: TestBrowser
beforeAll(async () => {
  browser = await openBrowser()
  product = await startProduct({ env: { ZELF_LARGE_PACKAGE_BYTES: '2500000' } })
})
afterAll(async () => {
  await browser.close()
  await product.stop()
})

const people = [
  { locale: 'en', name: 'Tom Baker', group: 'Engineering', large: 'Swatchbook' },
  { locale: 'nl', name: 'Sanne de Vries', group: 'Design', large: 'Quiet Hours' },
] as const

describe.each(people)('What a company requires, in $locale', ({ locale, name, group, large }) => {
  const macName = `Kestrel ${locale}`
  let admin: Visitor
  let employee: Visitor
  let mac: SimulatedMac

  beforeAll(async () => {
    admin = await visit(browser, { url: product.url, name: 'Jonas Visser', locale })
    employee = await visit(browser, { url: product.url, name, locale })
  })
  afterAll(() => mac?.close())

  const rowOf = (list: Locator, app: string) => list.getByRole('listitem').filter({ hasText: app })
  const atHome = () =>
    employee.page.getByRole('region', { name: employee.t('home.required', { mac: macName }) })
  const installed = () => employee.t('installs.state.installed.title')

  async function openCatalogApp(app: string): Promise<void> {
    await admin.open('/admin/catalog')
    await admin.page.getByRole('link', { name: app }).click()
    await admin.page.getByRole('heading', { level: 1, name: app }).waitFor()
  }

  async function requireOfGroup(): Promise<void> {
    const { page, t } = admin
    await page.getByRole('combobox', { name: t('admin-catalog.required.group') }).selectOption(group)
    await page.getByText(t('admin-catalog.required.by_itself')).waitFor()
    await page.getByRole('button', { name: t('admin-catalog.required.add'), exact: true }).click()
    await page.getByRole('button', { name: t('admin-catalog.required.remove_label', { group }) }).waitFor()
  }

  it('is said by an admin on the app’s page, group by group, and can be taken back there', async () => {
    const { page, t } = admin
    const words = (key: string) => t(`admin-catalog.required.${key}`, { group })
    await openCatalogApp(small)
    await requireOfGroup()
    await page.getByRole('button', { name: words('make_essential_label') }).click()
    await page.getByRole('button', { name: words('not_essential_label') }).click()
    await page.getByRole('button', { name: words('make_essential_label') }).waitFor()
    const stop = page.getByRole('button', { name: words('remove_label') })
    await stop.click()
    await page
      .getByRole('dialog')
      .getByRole('button', { name: words('remove_confirm') })
      .click()
    await stop.waitFor({ state: 'detached' })
    await requireOfGroup()
    await openCatalogApp(large)
    await requireOfGroup()
  })

  it('arrives on a new Mac by itself, essential first, while a large app waits for its person', async () => {
    mac = await enrolSimulatedMac(employee, macName, { downloadBytesPerSecond: 900_000 })
    const { page, t } = employee
    const reloaded = await watchForReload(page)
    const list = page.getByRole('region', { name: t('enroll.arrived.apps_title') })
    await rowOf(list, large)
      .getByText(t('installs.state.waiting_for_person.title'), { exact: true })
      .waitFor()
    for (const app of [essential, small])
      await rowOf(list, app).getByText(installed()).waitFor({ timeout: 30_000 })
    await list.getByText(t('requests.required.progress', { done: 2, total: 3, mac: macName })).waitFor()
    await list.getByText(t('requests.required.needy', { count: 1, rest: 0 })).waitFor()
    const shown = await list.getByRole('listitem').getByRole('link').allTextContents()
    expect(shown).toEqual([essential, small, large])
    expect(mac.state.apps.map((app) => app.name)).toEqual([essential, small])
    expect(await page.locator('main a[class*="bg-accent "], main button[class*="bg-accent "]').count()).toBe(
      1,
    )
    expect(await reloaded()).toBe(false)
    await expectNoAxeViolations(page)
  })

  it('is at home too while something is missing: tonight is chosen there, and then now on its own page', async () => {
    const { page, t, open } = employee
    await open('/')
    const shown = await atHome().getByRole('listitem').getByRole('link').allTextContents()
    expect(shown).toEqual([large])
    expect(await page.getByRole('heading', { name: t('home.requests'), exact: true }).count()).toBe(0)
    await atHome()
      .getByRole('button', { name: t('requests.start.tonight') })
      .click()
    const chosen = `${t('requests.start.tonight')} (${t('requests.start.chosen')})`
    await atHome().getByRole('button', { name: chosen }).waitFor()

    await atHome().getByRole('link', { name: large }).click()
    await page.getByRole('heading', { level: 1, name: large }).waitFor()
    await page.getByText(t('requests.origin.required'), { exact: true }).waitFor()
    expect(await page.getByRole('button', { name: t('installs.action.cancel') }).count()).toBe(0)
    await page.getByRole('button', { name: chosen }).waitFor()
    await page.getByRole('button', { name: t('requests.start.now') }).click()
    await page.locator('main header').getByText(installed()).waitFor({ timeout: 30_000 })
    await open('/')
    expect(await atHome().count()).toBe(0)
  })

  it('is told apart from what was asked for, on the Mac’s page and to the helpdesk', async () => {
    const { page, t, open } = employee
    await open('/macs')
    await page.getByRole('link', { name: macName }).click()
    await page.getByRole('heading', { level: 1, name: macName }).waitFor()
    const list = page.getByRole('list', { name: t('macs.installs.title') })
    await rowOf(list, large).getByText(t('requests.origin.required')).waitFor()
    const helper = await visit(browser, { url: product.url, name: 'Priya Nair', locale })
    await helper.open(`/helpdesk${new URL(page.url()).pathname}`)
    const seen = helper.page.getByRole('list', { name: t('helpdesk-macs.installs') })
    await rowOf(seen, essential).getByText(t('requests.origin.required')).waitFor()
  })

  it('says why when it failed, and is tried again from there', async () => {
    const { page, t, open } = employee
    mac.behave({ fail: 'command' })
    await open('/')
    const reloaded = await watchForReload(page)
    await openCatalogApp('Tea Timer')
    await requireOfGroup()
    const row = rowOf(atHome(), 'Tea Timer')
    await row.getByText(t('installs.failure.command_refused.what')).waitFor()
    await atHome()
      .getByText(t('requests.required.needy', { count: 1, rest: 0 }))
      .waitFor()
    await expectNoAxeViolations(page)
    mac.behave({ fail: null })
    await row.getByRole('button', { name: t('installs.action.retry') }).click()
    await atHome().waitFor({ state: 'detached', timeout: 30_000 })
    expect(await reloaded()).toBe(false)
    expect(mac.apps).toContainEqual(expect.objectContaining({ name: 'Tea Timer', managed: true }))
  })
})
