import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { askForApp } from '#tests/support/ask-for-app.ts'
import { expectNoAxeViolations, openBrowser, type TestBrowser } from '#tests/support/browser.ts'
import { takeConsoleErrors } from '#tests/support/console-errors.ts'
import { makeEnrolmentLink } from '#tests/support/make-enrolment-link.ts'
import { type Product, startProduct } from '#tests/support/product.ts'
import { uploadProfile } from '#tests/support/upload-profile.ts'
import { type Visitor, visit } from '#tests/support/visitor.ts'
import { findPages } from './security/find-doors.ts'

let product: Product
let browser: TestBrowser
let employee: Visitor
let helper: Visitor
let admin: Visitor
let stranger: Page

/** What stands for the parts in brackets of a page's address; a new one is asked for here. */
const addresses: Record<string, string> = {
  '/apps/[slug]': '/apps/swatchbook',
  '/help/[slug]': '/help/enrol-your-mac',
  '/enroll/account/[kind]': '/enroll/account/byod?user-identifier=tom.baker%40example.com',
}

/** Everything that those pages can show: a Mac, a request that waits, a question, a profile. */
async function fillDemo(): Promise<void> {
  const { page, t, open } = employee
  const mac = 'Tom’s MacBook Pro'
  await open('/macs')
  await page.getByRole('link', { name: mac }).waitFor()
  const macAddress = (await page.getByRole('link', { name: mac }).getAttribute('href')) ?? ''
  const story = await askForApp(employee, { slug: 'swatchbook', mac, reason: 'For the colours' })
  await open(`/tickets/new?install=${story.split('/').at(-1)}`)
  await page.getByRole('textbox', { name: t('tickets.new.message') }).fill('Where is it?')
  await page.getByRole('button', { name: t('tickets.new.send') }).click()
  await page.waitForURL(/\/tickets\/\d+/)
  const ticket = new URL(page.url()).pathname
  await admin.open('/admin/catalog')
  const app = await admin.page.getByRole('link', { name: 'Swatchbook' }).getAttribute('href')
  await admin.open('/admin/people')
  const person = await admin.page.getByRole('link', { name: 'Tom Baker' }).getAttribute('href')
  Object.assign(addresses, {
    '/macs/[id]': macAddress,
    '/macs/[id]/privacy': `${macAddress}/privacy`,
    '/macs/[id]/leave': `${macAddress}/leave`,
    '/requests/[installId]': story,
    '/tickets/[number]': ticket,
    '/helpdesk/macs/[id]': `/helpdesk${macAddress}`,
    '/helpdesk/tickets/[number]': `/helpdesk${ticket}`,
    '/admin/catalog/[appId]': app,
    '/admin/people/[id]': person,
    '/admin/profiles/[id]': await uploadProfile(admin, 'Calm screens'),
  })
}

beforeAll(async () => {
  browser = await openBrowser()
  product = await startProduct()
  const { url } = product
  stranger = await browser.newPage()
  employee = await visit(browser, { url, name: 'Tom Baker' })
  helper = await visit(browser, { url, name: 'Priya Nair' })
  admin = await visit(browser, { url, name: 'Jonas Visser' })
  await fillDemo()
})
afterAll(async () => {
  await browser.close()
  await product.stop()
})

const themes = ['light', 'dark'] as const

/** In both themes, each once the page has been painted anew. */
async function expectGoodInBothThemes(page: Page): Promise<void> {
  for (const colorScheme of themes) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
    await expectNoAxeViolations(page)
  }
}

/** One title, one h1, nothing that axe objects to, nothing wider than the window; in both themes and widths. */
async function expectGoodPage(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).waitFor()
  await page.waitForFunction(() => document.querySelector('[aria-busy="true"]') === null)
  expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1)
  // Next streams the title after the page's first part.
  await page.waitForFunction(() => document.title !== '')
  for (const width of [1280, 360]) {
    await page.setViewportSize({ width, height: 800 })
    const overflow = () => document.documentElement.scrollWidth - document.documentElement.clientWidth
    expect(await page.evaluate(overflow), `wider than ${width}`).toBe(0)
    await expectGoodInBothThemes(page)
  }
}

function pageOf(role: string | null): Page {
  if (role === null) return stranger
  return { employee, helpdesk: helper, admin }[role]?.page ?? stranger
}

describe.each(findPages())('The page $route', ({ route, role }) => {
  it('is accessible to all, in light and dark, wide and narrow', async () => {
    const address = route.includes('[') ? addresses[route] : route
    if (!address) throw new Error(`Say in this file which address stands for ${route}`)
    const page = pageOf(role)
    await page.goto(product.url + address)
    await expectGoodPage(page)
  })
})

describe('What is no page of its own', () => {
  it('is accessible where nothing is', async () => {
    await employee.open('/nothing/here')
    await expectGoodPage(employee.page)
    for (const error of takeConsoleErrors()) expect(error).toMatch(/status of 404/)
  })

  it('says in its title that something is not there', async () => {
    const { page, t } = admin
    const unknown = findPages().filter(({ route }) => route.includes('['))
    for (const { route } of unknown) {
      const answer = await page.goto(product.url + route.replace(/\[\w+\]/, '999999'))
      expect(answer?.status(), route).toBe(404)
      await page.getByRole('heading', { level: 1, name: t('product.not_found.title') }).waitFor()
      await page.waitForFunction(() => document.title !== '')
    }
    for (const error of takeConsoleErrors()) expect(error).toMatch(/status of 404/)
  })

  it('is accessible where a role is too low', async () => {
    await employee.open('/admin/audit')
    await expectGoodPage(employee.page)
    for (const error of takeConsoleErrors()) expect(error).toMatch(/status of 40[34]/)
  })

  it('is accessible with an enrolment link on the screen', async () => {
    await employee.page.setViewportSize({ width: 1280, height: 800 })
    await makeEnrolmentLink(employee)
    await employee.page.getByText(employee.t('enroll.ready.elsewhere')).click()
    await expectGoodPage(employee.page)
  })

  it('is accessible when a search finds nothing', async () => {
    for (const address of ['/apps?q=xyzzy', '/help?q=xyzzy']) {
      await employee.open(address)
      await expectGoodPage(employee.page)
    }
    for (const address of ['/helpdesk/macs?q=xyzzy', '/helpdesk/tickets?q=xyzzy']) {
      await helper.open(address)
      await expectGoodPage(helper.page)
    }
  })

  it('is accessible while it asks before a Mac is locked', async () => {
    const { page, t, open } = helper
    await page.setViewportSize({ width: 1280, height: 800 })
    await open(addresses['/helpdesk/macs/[id]'] ?? '')
    await page.getByRole('button', { name: t('helpdesk-macs.lock.button'), exact: true }).click()
    await page.getByRole('dialog').waitFor()
    await expectGoodInBothThemes(page)
  })
})
