import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { SimulatedMac } from '#simulator/mac/simulated-mac.ts'
import { openBrowser, type TestBrowser } from '#tests/support/browser.ts'
import { enrolSimulatedMac } from '#tests/support/enrol-simulated-mac.ts'
import { type Product, startProduct } from '#tests/support/product.ts'
import { uploadProfile } from '#tests/support/upload-profile.ts'
import { type Visitor, visit } from '#tests/support/visitor.ts'
import { watchForReload } from '#tests/support/watch-for-reload.ts'

const macName = 'Sanne’s spare Mac'

let product: Product
let browser: TestBrowser
let helper: Visitor
let admin: Visitor
let mac: SimulatedMac

beforeAll(async () => {
  browser = await openBrowser()
  product = await startProduct()
  const { url } = product
  const owner = await visit(browser, { url, name: 'Sanne de Vries' })
  mac = await enrolSimulatedMac(owner, macName, { slowMs: 300 })
  helper = await visit(browser, { url, name: 'Priya Nair' })
  admin = await visit(browser, { url, name: 'Jonas Visser' })
})
afterAll(async () => {
  await browser.close()
  await mac.close()
  await product.stop()
})

describe('The helpdesk', () => {
  it('finds a Mac by a part of its serial number while it types', async () => {
    const { page, t, open } = helper
    await open('/helpdesk/macs')
    const box = page.getByRole('searchbox', { name: t('helpdesk-macs.search') })
    await box.pressSequentially(mac.serialNumber.slice(2, 8).toLowerCase())
    await page.waitForURL(/q=/)
    const table = page.getByRole('table', { name: t('helpdesk-macs.caption') })
    await expect.poll(() => table.getByRole('row').count()).toBe(2)
    await table.getByRole('link', { name: macName }).click()
    await page.getByRole('heading', { level: 1, name: macName }).waitFor()
    await page.getByText(mac.serialNumber).first().waitFor()
  })

  it('asks a Mac to report, and follows the answer live', async () => {
    const { page, t } = helper
    const reloaded = await watchForReload(page)
    // Slow enough for each step to be seen on a machine that is busy.
    mac.behave({ slowMs: 1500 })
    await page.getByRole('button', { name: t('helpdesk-macs.refresh.button') }).click()
    const report = page
      .getByRole('listitem')
      .filter({ hasText: t('helpdesk-macs.actions.by', { person: 'Priya Nair' }) })
    await report.getByText(t('helpdesk-macs.actions.phase.answer')).waitFor()
    await report.getByText(t('helpdesk-macs.actions.state.done'), { exact: true }).waitFor()
    mac.behave({ slowMs: 300 })
    expect(await reloaded()).toBe(false)
  })

  it('locks a Mac with a reason and its typed name, and sees the PIN once', async () => {
    const { page, t } = helper
    await page.getByRole('button', { name: t('helpdesk-macs.lock.button'), exact: true }).click()
    const dialog = page.getByRole('dialog')
    const confirm = dialog.getByRole('button', { name: t('helpdesk-macs.lock.confirm') })
    await dialog.getByRole('textbox', { name: t('helpdesk-macs.lock.reason') }).fill('Left on the train')
    expect(await confirm.isDisabled()).toBe(true)
    const word = t('helpdesk-macs.lock.confirmation', { name: macName })
    await dialog.getByRole('textbox', { name: word }).fill(macName)
    await confirm.click()

    const show = page.getByRole('button', { name: t('helpdesk-macs.pin.show'), exact: true })
    await show.click()
    const pin = (await dialog.locator('code').textContent()) ?? ''
    expect(pin).toMatch(/^\d{6}$/)
    await expect.poll(() => mac.state.power).toMatchObject({ kind: 'locked', pin })
    await page.keyboard.press('Escape')
    await dialog.getByText(t('helpdesk-macs.pin.first_write')).waitFor()
    await dialog.getByRole('button', { name: t('helpdesk-macs.pin.written_down') }).click()
    await dialog.waitFor({ state: 'detached' })
    await page.reload()
    await page.getByRole('heading', { level: 1, name: macName }).waitFor()
    expect(await show.count()).toBe(0)
    expect(await page.getByText(pin).count()).toBe(0)
    mac.unlock(pin)
  })
})

describe('An admin', () => {
  it('puts a profile on everybody’s Macs, and takes it away again', async () => {
    const { page, t } = admin
    const everyone = t('admin-profiles.everyone')
    await uploadProfile(admin, 'Calm screens')
    const reloaded = await watchForReload(page)
    await page.getByRole('radio', { name: everyone }).check()
    await page.getByText(t('admin-profiles.assign.consequence_body')).waitFor()
    await page.getByRole('button', { name: t('admin-profiles.assign.to', { group: everyone }) }).click()

    const row = page.getByRole('row').filter({ hasText: macName })
    await row.getByText(t('admin-profiles.state.installed')).waitFor({ timeout: 30_000 })
    expect(mac.profiles).toContainEqual(expect.objectContaining({ displayName: 'Calm screens' }))

    await page.getByRole('button', { name: t('admin-profiles.unassign.label', { group: everyone }) }).click()
    const confirm = t('admin-profiles.unassign.confirm')
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: confirm, exact: true }).click()
    await dialog.waitFor({ state: 'detached' })
    await row.waitFor({ state: 'detached', timeout: 30_000 })
    expect(mac.profiles.map(({ displayName }) => displayName)).not.toContain('Calm screens')
    expect(await reloaded()).toBe(false)
  })
})
