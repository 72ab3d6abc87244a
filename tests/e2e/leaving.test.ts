import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Behaviours } from '#simulator/mac/behaviours.ts'
import type { SimulatedMac } from '#simulator/mac/simulated-mac.ts'
import { expectNoAxeViolations, openBrowser, type TestBrowser } from '#tests/support/browser.ts'
import { enrolSimulatedMac } from '#tests/support/enrol-simulated-mac.ts'
import { type Product, startProduct } from '#tests/support/product.ts'
import { type VisitOptions, type Visitor, visit } from '#tests/support/visitor.ts'

let product: Product
let browser: TestBrowser
const macs: SimulatedMac[] = []

beforeAll(async () => {
  browser = await openBrowser()
  product = await startProduct()
})
afterAll(async () => {
  await browser.close()
  for (const mac of macs) await mac.close()
  await product.stop()
})

const enter = (name: string, wish: Partial<VisitOptions> = {}) =>
  visit(browser, { url: product.url, name, ...wish })

async function enrol(
  owner: Visitor,
  name: string,
  ownership: 'personal' | 'company' = 'personal',
  behaviours: Partial<Behaviours> = {},
): Promise<SimulatedMac> {
  const mac = await enrolSimulatedMac(owner, name, behaviours, ownership)
  macs.push(mac)
  return mac
}

const title = ({ page, t }: Visitor, key: string, mac: string) =>
  page.getByRole('heading', { level: 1, name: t(`macs.leave.${key}.title`, { mac }) }).waitFor()

const press = ({ page, t }: Visitor, key: string) => page.getByRole('button', { name: t(key) }).click()

async function openMac({ page, open }: Visitor, mac: string): Promise<void> {
  await open('/macs')
  await page.getByRole('link', { name: mac }).click()
  await page.getByRole('heading', { level: 1, name: mac }).waitFor()
}

/** From the list of Macs to the page that asks first; its address. */
async function goToLeave(owner: Visitor, mac: string): Promise<string> {
  await openMac(owner, mac)
  await owner.page.getByRole('link', { name: owner.t('macs.leave.button') }).click()
  await title(owner, 'ask', mac)
  return new URL(owner.page.url()).pathname
}

describe.each([
  { locale: 'en' as const, name: 'Sanne de Vries', macName: 'Kestrel' },
  { locale: 'nl' as const, name: 'Tom Baker', macName: 'Torenvalk' },
])('The owner of a personal Mac, in $locale', ({ locale, name, macName }) => {
  it('reads what goes, removes it by the keyboard, and watches it leave', async () => {
    const owner = await enter(name, { locale })
    const { page, t } = owner
    const mac = await enrol(owner, macName)
    await goToLeave(owner, macName)
    await page.getByText(t('macs.leave.goes.sight_body')).waitFor()
    await expectNoAxeViolations(page)
    await page.getByRole('button', { name: t('macs.leave.button') }).press('Enter')
    await title(owner, 'left', macName)
    await expect.poll(() => mac.state.enrollment).toBeNull()
    expect(mac.profiles).toEqual([])
    await expectNoAxeViolations(page)
    await openMac(owner, macName)
    await page.getByText(t('macs.left.how.removed_here', { reader: 'owner' })).waitFor()
    await page.context().close()
  })

  it('changes their mind while it sleeps, in one tab, and the other tab knows', async () => {
    const owner = await enter(name, { locale })
    const { page, t } = owner
    const asleep = `${macName} asleep`
    const mac = await enrol(owner, asleep, 'personal', { offline: true })
    const address = await goToLeave(owner, asleep)
    const other: Visitor = { ...owner, page: await page.context().newPage() }
    await other.page.goto(product.url + address)
    await press(owner, 'macs.leave.button')
    await page.getByText(t('macs.leave.steps.state.waiting', { mac: asleep })).waitFor()
    await expectNoAxeViolations(page)
    await title(other, 'leaving', asleep)
    await press(other, 'macs.leave.keep.button')
    await title(other, 'ask', asleep)
    await title(owner, 'ask', asleep)
    expect(mac.state.enrollment).not.toBeNull()

    await press(owner, 'macs.leave.button')
    await title(owner, 'leaving', asleep)
    mac.wake()
    await title(owner, 'left', asleep)
    expect(mac.state.enrollment).toBeNull()
    await page.context().close()
  })

  it('removes it on the Mac itself, sees that on its page, and is told at home until they have read it', async () => {
    const owner = await enter(name, { locale })
    const { page, t, open } = owner
    const byHand = `${macName} by hand`
    const mac = await enrol(owner, byHand)
    await openMac(owner, byHand)
    await mac.leave()
    await page.getByText(t('macs.callout.left_title')).waitFor()
    await page.getByText(t('macs.health.left_checked_out'), { exact: true }).waitFor()
    await open('/')
    const notice = page.getByText(t('home.left.title', { mac: byHand }))
    await notice.waitFor()
    await expectNoAxeViolations(page)
    await press(owner, 'home.left.seen')
    await notice.waitFor({ state: 'detached' })
    await page.context().close()
  })
})

describe('Without scripts', () => {
  it('an owner lets a Mac go that they no longer have', async () => {
    const owner = await enter('Sanne de Vries')
    const gone = 'Gone for good'
    await enrol(owner, gone, 'personal', { offline: true })
    const address = await goToLeave(owner, gone)
    const plain = await enter('Sanne de Vries', { javaScriptEnabled: false })
    await plain.open(address)
    await press(plain, 'macs.leave.button')
    await title(plain, 'leaving', gone)
    await plain.page.getByText(plain.t('macs.leave.give_up.title')).click()
    await press(plain, 'macs.leave.give_up.button')
    await title(plain, 'left', gone)
    await plain.page.getByText(plain.t('macs.left.unanswered', { reader: 'owner' })).waitFor()
    await plain.page.context().close()
    await owner.page.context().close()
  })
})

describe('A Mac of the company', () => {
  it('is released by the helpdesk, and the person who works on it reads who can and is told', async () => {
    const macName = 'Merlin'
    const owner = await enter('Sanne de Vries')
    const mac = await enrol(owner, macName, 'company', { offline: true })
    await openMac(owner, macName)
    await owner.open(`${new URL(owner.page.url()).pathname}/leave`)
    await title(owner, 'company', macName)
    expect(await owner.page.getByRole('button', { name: owner.t('macs.leave.button') }).count()).toBe(0)
    await expectNoAxeViolations(owner.page)

    const helper = await enter('Priya Nair')
    const { page, t } = helper
    const words = 'helpdesk-macs.release'
    await helper.open('/helpdesk/macs')
    await page.getByRole('table').getByRole('link', { name: macName }).click()
    await page.getByRole('button', { name: t(`${words}.release.button`), exact: true }).click()
    const dialog = page.getByRole('dialog', { name: t(`${words}.release.title`, { mac: macName }) })
    await dialog.getByText(t(`${words}.what.reach`)).waitFor()
    await expectNoAxeViolations(page)
    await dialog.getByRole('textbox', { name: t(`${words}.reason`) }).fill('Handed in')
    await dialog.getByRole('button', { name: t(`${words}.release.confirm`) }).click()
    await dialog.waitFor({ state: 'detached' })
    await page.getByText(t('macs.leave.steps.state.waiting', { mac: macName })).waitFor()
    await expectNoAxeViolations(page)
    await title(owner, 'leaving', macName)
    mac.wake()
    await page.getByText(t('macs.left.how.released', { reader: 'helpdesk' })).waitFor()
    await title(owner, 'left', macName)
    await owner.open('/')
    await owner.page.getByText(owner.t('home.left.title', { mac: macName })).waitFor()

    await helper.open('/helpdesk/macs?status=left')
    const row = page.getByRole('table').getByRole('row', { name: macName })
    await row.getByText(t('macs.health.left_released')).waitFor()
  })
})

describe('An admin', () => {
  it('sets after how many days a Mac that says nothing counts as gone', async () => {
    const { page, t, open } = await enter('Jonas Visser')
    await open('/admin/settings')
    await page.getByLabel(t('admin-settings.leaving.silent')).fill('90')
    await page.getByLabel(t('admin-settings.leaving.let_go')).fill('7')
    await page
      .getByRole('region', { name: t('admin-settings.leaving.title') })
      .getByRole('button', { name: t('admin-settings.leaving.save') })
      .click()
    await page.getByText(t('admin-settings.leaving.saved')).waitFor()
    await open('/admin/settings')
    expect(await page.getByLabel(t('admin-settings.leaving.silent')).inputValue()).toBe('90')
    expect(await page.getByLabel(t('admin-settings.leaving.let_go')).inputValue()).toBe('7')
  })
})
