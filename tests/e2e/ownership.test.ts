import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { expectNoAxeViolations } from '#tests/support/browser.ts'
import { type Company, openCompany } from '#tests/support/open-company.ts'
import type { Visitor } from '#tests/support/visitor.ts'

const macName = 'Kestrel'

let company: Company
let owner: Visitor
let helper: Visitor
let address: string

beforeAll(async () => {
  company = await openCompany('Sanne de Vries', macName)
  owner = company.owner
  helper = await company.visit('Priya Nair')
})
afterAll(() => company?.close())

describe('The helpdesk', () => {
  it('writes down a tag and the end of a lease, and finds the Mac by them', async () => {
    const { page, t, open } = helper
    const words = 'helpdesk-macs.ownership'
    await open('/helpdesk/macs')
    await page.getByRole('table').getByRole('link', { name: macName }).click()
    await page.getByRole('heading', { level: 1, name: macName }).waitFor()
    address = new URL(page.url()).pathname
    await page.getByRole('button', { name: t(`${words}.edit.button`), exact: true }).click()
    const dialog = page.getByRole('dialog')
    expect(await dialog.getByRole('radio', { name: t(`${words}.personal`) }).isDisabled()).toBe(true)
    await dialog.getByText(t(`${words}.denial.rights_too_wide`)).waitFor()
    await dialog.getByLabel(t(`${words}.tag`)).fill('NL-0042')
    const soon = new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10)
    await dialog.getByLabel(t(`${words}.edit.lease`)).fill('1999-01-01')
    await dialog.getByRole('button', { name: t(`${words}.edit.save`) }).click()
    await dialog.getByText(t('helpdesk-macs.errors.date_not_sensible')).first().waitFor()
    await expectNoAxeViolations(page)
    await dialog.getByLabel(t(`${words}.edit.lease`)).fill(soon)
    await dialog.getByRole('button', { name: t(`${words}.edit.save`) }).click()
    await dialog.waitFor({ state: 'detached' })
    await page.getByText('NL-0042').waitFor()
    await page.getByText(t('macs.ownership.soon')).waitFor()

    await open('/helpdesk/macs?q=nl-0042')
    await page.getByRole('link', { name: t(`${words}.filter.lease_ends`) }).click()
    await page.waitForURL(/kind=lease_ends/)
    await page.getByRole('table').getByRole('link', { name: macName }).waitFor()
    await page.getByRole('link', { name: t(`${words}.filter.personal`) }).click()
    await page.getByText(t('helpdesk-macs.none.title', { query: 'nl-0042' })).waitFor()
  })

  it('hands a Mac over by the keyboard, and both people are told', async () => {
    const { page, t, open } = helper
    const words = 'helpdesk-macs.ownership'
    const next = await company.visit('Tom Baker')
    await owner.open('/')
    await open(address)
    await page.getByRole('button', { name: t(`${words}.hand_over.button`) }).press('Enter')
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('searchbox', { name: t(`${words}.picker.search`) }).focus()
    await page.keyboard.type('baker')
    await dialog.getByRole('radio', { name: /Tom Baker/ }).waitFor()
    await page.keyboard.press('Enter')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Space')
    await dialog.getByRole('textbox', { name: t(`${words}.hand_over.reason`) }).fill('New in the team')
    await expectNoAxeViolations(page)
    await dialog.getByRole('button', { name: t(`${words}.hand_over.confirm`), exact: true }).press('Enter')
    await dialog.waitFor({ state: 'detached' })
    const told = t('macs.event.handed_over', { from: 'Sanne de Vries', to: 'Tom Baker' })
    await page.getByText(told).waitFor()

    await owner.page.getByText(owner.t('macs.ownership.notice.earlier.title', { mac: macName })).waitFor()
    await next.open('/')
    const notice = next.t('macs.ownership.notice.new.title', { mac: macName })
    await next.page.getByText(notice).waitFor()
    await expectNoAxeViolations(next.page)
    await next.open(address.replace('/helpdesk', ''))
    await next.page.getByText('NL-0042').waitFor()
    await next.page.getByRole('button', { name: next.t('macs.ownership.notice.seen') }).click()
    await next.page.getByText(notice).waitFor({ state: 'detached' })
    await owner.open('/macs')
    await owner.page.getByRole('heading', { level: 1, name: owner.t('macs.title') }).waitFor()
    expect(await owner.page.getByText(macName, { exact: true }).count()).toBe(0)
  })
})
