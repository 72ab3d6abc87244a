import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openBrowser, type TestBrowser } from '#tests/support/browser.ts'
import { takeConsoleErrors } from '#tests/support/console-errors.ts'
import { MacProcess } from '#tests/support/mac-process.ts'
import { makeEnrolmentLink } from '#tests/support/make-enrolment-link.ts'
import { untilGone } from '#tests/support/processes-with.ts'
import { type Product, startProduct } from '#tests/support/product.ts'
import { type Visitor, visit } from '#tests/support/visitor.ts'
import { watchForReload } from '#tests/support/watch-for-reload.ts'

let dataDirectory: string
let product: Product
let browser: TestBrowser
let employee: Visitor
let mac: MacProcess

beforeAll(async () => {
  dataDirectory = await mkdtemp(path.join(tmpdir(), 'zelf-power-cut-'))
  browser = await openBrowser()
  product = await startProduct({ dataDirectory })
  employee = await visit(browser, { url: product.url, name: 'Tom Baker' })
  const link = await makeEnrolmentLink(employee)
  mac = await MacProcess.enroll(link, ['--name', 'Lived through it'])
})
afterAll(async () => {
  await browser.close()
  await mac.discard()
  await product.stop()
  await rm(dataDirectory, { recursive: true, force: true })
})

async function powerCut(): Promise<void> {
  await product.kill9()
  await untilGone(dataDirectory)
  product = await startProduct({ dataDirectory, port: product.port })
}

/** Asks for an app; opens the story of its install. */
async function ask(app: string, slug: string, button: string): Promise<void> {
  const { page, t, open } = employee
  await open(`/apps/${slug}`)
  await page.getByRole('radio', { name: 'Lived through it' }).check()
  const why = page.getByRole('textbox', { name: t('apps.ask.reason') })
  if (await why.isVisible()) await why.fill('For the test')
  await page.getByRole('button', { name: t(button), exact: true }).click()
  await page.getByRole('link', { name: t('apps.whole_story') }).click()
  await page.getByRole('heading', { level: 1, name: app }).waitFor()
  await page.waitForURL(/requests/)
}

const state = (key: string) =>
  employee.page.locator('main header').getByText(employee.t(`installs.state.${key}.title`))

function expectOnly(errors: string[], words: RegExp): void {
  expect(errors.filter((error) => !words.test(error))).toEqual([])
}

describe('A kill -9 of the server', () => {
  it('between the approval and the Mac’s answer loses nothing', async () => {
    await ask('Desk Finder', 'desk-finder', 'apps.ask.request')
    await state('requested').waitFor()
    await mac.stop()
    const admin = await visit(browser, { url: product.url, name: 'Jonas Visser' })
    await admin.open('/admin/requests')
    await admin.page.getByRole('button', { name: admin.t('admin-requests.approve') }).click()
    await admin.page.getByText(admin.t('admin-requests.empty_title')).waitFor()
    await admin.page.close()
    await powerCut()
    await mac.resume(['--download-rate', '300000'])
    await employee.page.reload()
    await state('installed').waitFor({ timeout: 60_000 })
    expect(mac.state.apps).toContainEqual(expect.objectContaining({ name: 'Desk Finder' }))
    expectOnly(takeConsoleErrors(), /net::ERR|50[03] \(/)
  })

  it('in the middle of a download delays the app, and the open page sees it through', async () => {
    await ask('Paperclip Notes', 'paperclip-notes', 'apps.ask.install')
    await state('downloading').waitFor()
    const reloaded = await watchForReload(employee.page)
    await powerCut()
    await state('installed').waitFor({ timeout: 60_000 })
    expect(await reloaded()).toBe(false)
    expect(mac.state.apps).toContainEqual(expect.objectContaining({ name: 'Paperclip Notes' }))
    expectOnly(takeConsoleErrors(), /net::ERR|50[03] \(/)
  })
})
