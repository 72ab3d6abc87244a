import type { Route } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SimulatedMac } from '#simulator/mac/simulated-mac.ts'
import { askForApp } from '#tests/support/ask-for-app.ts'
import { openBrowser, type TestBrowser } from '#tests/support/browser.ts'
import { takeConsoleErrors } from '#tests/support/console-errors.ts'
import { enrolSimulatedMac } from '#tests/support/enrol-simulated-mac.ts'
import { makeEnrolmentLink } from '#tests/support/make-enrolment-link.ts'
import { type Product, startProduct } from '#tests/support/product.ts'
import { type Visitor, visit } from '#tests/support/visitor.ts'
import { watchForReload } from '#tests/support/watch-for-reload.ts'

const macName = 'Contrary Mac'

let product: Product
let browser: TestBrowser
let employee: Visitor
let mac: SimulatedMac

beforeAll(async () => {
  browser = await openBrowser()
  product = await startProduct()
  employee = await visit(browser, { url: product.url, name: 'Tom Baker' })
  mac = await enrolSimulatedMac(employee, macName)
})
afterAll(async () => {
  await browser.close()
  await mac.close()
  await product.stop()
})

const state = (key: string) =>
  employee.page.locator('main header').getByText(employee.t(`installs.state.${key}.title`))

/** What happened, why, and what to do: all three stand there. */
async function expectExplained(code: string): Promise<void> {
  for (const part of ['what', 'why', 'next'])
    await employee.page
      .getByText(employee.t(`installs.failure.${code}.${part}`))
      .first()
      .waitFor()
}

describe('Somebody who chose Cancel on the Mac', () => {
  it('reads why, finds the article, and lets the Mac ask again', async () => {
    const { page, t } = employee
    mac.behave({ refuse: true })
    const story = await askForApp(employee, { slug: 'tea-timer', mac: macName })
    await state('declined_on_mac').waitFor({ timeout: 30_000 })
    await expectExplained('declined_on_mac')
    await page.locator('main a[href^="/help/"]').first().click()
    await page.waitForURL(/\/help\/you-chose-cancel$/)
    await page.getByRole('heading', { level: 1 }).waitFor()

    await employee.open(story)
    mac.behave({ refuse: false })
    const reloaded = await watchForReload(page)
    await page.getByRole('button', { name: t('installs.action.ask_again') }).click()
    await state('installed').waitFor({ timeout: 30_000 })
    expect(await reloaded()).toBe(false)
    expect(mac.apps).toContainEqual(expect.objectContaining({ name: 'Tea Timer', managed: true }))
  })
})

describe('Somebody whose Mac refused an install', () => {
  const question = 'It says that it refuses. What now?'
  const answer = 'Restart it once, and try again.'
  let ticket: string

  it('asks the helpdesk, which gets the Mac and the install along with the question', async () => {
    const { page, t } = employee
    mac.behave({ fail: 'command' })
    await askForApp(employee, { slug: 'paperclip-notes', mac: macName })
    await state('failed').waitFor({ timeout: 30_000 })
    await expectExplained('command_refused')
    await page.getByRole('link', { name: t('requests.help.ask') }).click()
    const along = page.getByRole('heading', { name: t('tickets.sent.preview') }).locator('xpath=..')
    await along.getByText(macName).waitFor()
    await along.getByText(/Paperclip Notes/).waitFor()
    await page.getByRole('textbox', { name: t('tickets.new.message') }).fill(question)
    await page.getByRole('button', { name: t('tickets.new.send') }).click()
    await page.waitForURL(/\/tickets\/\d+$/)
    ticket = new URL(page.url()).pathname
  })

  it('gets an answer from a helper who sees both, while the page stays open', async () => {
    const helper = await visit(browser, { url: product.url, name: 'Priya Nair' })
    await helper.open('/helpdesk/tickets')
    const subject = helper.t('tickets.new.subject_install', { app: 'Paperclip Notes' })
    await helper.page.getByRole('link', { name: subject }).click()
    await helper.page.getByText(question).waitFor()
    const aside = helper.page.locator('main')
    await aside.getByRole('link', { name: macName }).waitFor()
    await aside.getByRole('link', { name: 'Paperclip Notes', exact: true }).waitFor()
    await aside.getByText(mac.serialNumber).waitFor()

    const reloaded = await watchForReload(employee.page)
    const field = helper.t('tickets.write.reply_field', { name: 'Tom Baker' })
    await helper.page.getByRole('textbox', { name: field }).fill(answer)
    await helper.page.getByRole('button', { name: helper.t('tickets.reply.send'), exact: true }).click()
    expect(new URL(employee.page.url()).pathname).toBe(ticket)
    await employee.page.getByText(answer).waitFor()
    expect(await reloaded()).toBe(false)
  })
})

describe('Somebody with a bad connection', () => {
  const isRefresh = (route: Route) => route.request().headers().rsc !== undefined

  /** Somebody waits on the wizard's page, with a connection like that, and the Mac arrives. */
  async function expectArrival(macName: string, connection: (route: Route) => Promise<void>): Promise<void> {
    const { page, t, open } = await visit(browser, { url: product.url, name: 'Tom Baker' })
    const link = await makeEnrolmentLink({ page, t, open })
    await page.route('**/*', (route) => (isRefresh(route) ? connection(route) : route.continue()))
    const late = await SimulatedMac.create({ deviceName: macName, behaviours: { installMs: 100 } })
    try {
      await late.enroll(link)
      late.start()
      const title = t('enroll.arrived.title', { name: macName })
      await page.getByRole('heading', { level: 1, name: title }).waitFor({ timeout: 30_000 })
    } finally {
      await late.close()
      await page.close()
    }
  }

  it('sees their Mac arrive though a page takes longer than the time between two looks', async () => {
    await expectArrival('Mac far away', async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 3_000))
      await route.continue()
    })
  })

  it('sees it arrive though an answer broke off half way', async () => {
    let broken = 0
    await expectArrival('Mac on a train', async (route) => {
      const response = await route.fetch()
      const body = await response.body()
      const whole = broken > 0 || body.length < 2_000
      if (!whole) broken += 1
      await route.fulfill({ response, body: whole ? body : body.subarray(0, body.length / 2) })
    })
    expect(broken).toBe(1)
    takeConsoleErrors()
  })
})
