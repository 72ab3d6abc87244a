import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { prisma } from '#lib/server/prisma.ts'
import type { SimulatedMac } from '#simulator/mac/simulated-mac.ts'
import { expectNoAxeViolations, openBrowser, type TestBrowser } from '#tests/support/browser.ts'
import { enrolSimulatedMac } from '#tests/support/enrol-simulated-mac.ts'
import { enterProduct } from '#tests/support/enter-product.ts'
import { type Product, startProduct } from '#tests/support/product.ts'
import { type Visitor, visit } from '#tests/support/visitor.ts'

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

describe.each([
  { locale: 'en' as const, leaver: 'Sanne de Vries', reason: 'Has another job' },
  { locale: 'nl' as const, leaver: 'Tom Baker', reason: 'Heeft een andere baan' },
])('somebody who leaves, in $locale', ({ locale, leaver, reason }) => {
  const [ownName, lentName] = [`Own ${locale}`, `Lent ${locale}`]
  let person: Visitor
  let admin: Visitor
  let helper: Visitor
  let own: SimulatedMac
  let lent: SimulatedMac

  beforeAll(async () => {
    const { url } = product
    person = await visit(browser, { url, locale, name: leaver })
    own = await enrolSimulatedMac(person, ownName, {}, 'personal')
    lent = await enrolSimulatedMac(person, lentName)
    macs.push(own, lent)
    admin = await visit(browser, { url, locale, name: 'Jonas Visser' })
    helper = await visit(browser, { url, locale, name: 'Priya Nair' })
  })

  it('is let go by an admin, who reads before what that ends', async () => {
    const { page, t, open } = admin
    const words = 'admin-people'
    await open('/admin/people')
    await page.getByRole('link', { name: leaver }).click()
    await page.getByRole('heading', { level: 1, name: leaver }).waitFor()
    await page.getByRole('link', { name: ownName }).waitFor()
    await expectNoAxeViolations(page)
    await page.getByRole('button', { name: t(`${words}.off.button`), exact: true }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText(t(`${words}.ends.sessions`, { count: 1 })).waitFor()
    await expectNoAxeViolations(page)
    await dialog.getByRole('textbox', { name: t(`${words}.off.reason`) }).fill(reason)
    await dialog.getByRole('button', { name: t(`${words}.off.confirm`), exact: true }).click()
    await dialog.waitFor({ state: 'detached' })
    await page.getByText(t(`${words}.leaving.phase.done`)).waitFor()
    await page.getByText(t(`${words}.leaving.reason`, { reason })).waitFor()
  })

  it('loses their own Mac and their session, and is asked for the company’s', async () => {
    const { page, t } = admin
    await expect.poll(() => own.state.enrollment, { timeout: 20_000 }).toBeNull()
    const rowOf = (name: string) => page.getByRole('listitem').filter({ hasText: name })
    await rowOf(ownName).getByText(t('macs.health.left_offboarded')).waitFor()
    await rowOf(lentName).getByText(t('admin-people.macs.to_return')).waitFor()
    expect(lent.state.enrollment).not.toBeNull()
    await expectNoAxeViolations(page)
    await person.open('/macs')
    expect(new URL(person.page.url()).pathname).toBe('/sign-in')
    expect(await person.page.getByRole('button', { name: leaver }).count()).toBe(0)
  })

  it('has the company’s Mac brought back: the helpdesk finds it, and says so, and may have erred', async () => {
    const { page, t, open } = helper
    const words = 'helpdesk-macs.return'
    await open('/helpdesk/macs')
    await page.getByRole('link', { name: t(`${words}.show`) }).click()
    await page.waitForURL(/kind=to_return/)
    await page.getByRole('table').getByRole('link', { name: lentName }).click()
    await page.getByText(t(`${words}.awaited.body`)).waitFor()
    await expectNoAxeViolations(page)
    await page.getByRole('button', { name: t(`${words}.back.button`), exact: true }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: t(`${words}.back.button`), exact: true }).click()
    await page.getByText(t(`${words}.returned.body`)).waitFor()
    await page.getByText(t('macs.event.returned')).waitFor()
    await page.getByRole('button', { name: t(`${words}.reopen.returned`) }).click()
    await dialog.getByRole('button', { name: t(`${words}.reopen.confirm`) }).click()
    await page.getByText(t(`${words}.awaited.body`)).waitFor()
  })

  it('comes back, and the Mac that was awaited stays with them', async () => {
    const { page, t } = admin
    await page.getByRole('button', { name: t('admin-people.on.button') }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: t('admin-people.on.confirm'), exact: true }).click()
    await dialog.waitFor({ state: 'detached' })
    await page.getByRole('button', { name: t('admin-people.off.button'), exact: true }).waitFor()
    await helper.page.getByText(t('macs.event.return_withdrawn')).waitFor()
    const again = await visit(browser, { url: product.url, locale, name: leaver })
    await again.open('/macs')
    await again.page.getByRole('link', { name: lentName }).waitFor()
  })
})

describe('many whom a directory switches off at once', () => {
  it('keep their Macs, or not, as an admin says; one may go before', async () => {
    const admin = await visit(browser, { url: product.url, name: 'Jonas Visser' })
    const { page, t, open } = admin
    const words = 'admin-people'
    const inside = await enterProduct(product)
    const off = { active: false, deactivatedAt: new Date(), deactivatedBy: 'directory' }
    const offboardAt = new Date(Date.now() + 7_200_000)
    const mark = randomUUID()
    await prisma().person.createMany({
      data: Array.from({ length: 12 }, (_, index) => ({
        ...{ name: `Leaver ${index}`, email: `leaver-${index}-${mark}@example.com`, fromDirectory: true },
        ...{ ...off, offboardAt, offboardHeldAt: new Date() },
      })),
    })
    await inside.close()
    await open('/admin/people')
    await page.getByText(t(`${words}.held.title`, { count: 12 })).waitFor()
    await expectNoAxeViolations(page)
    await page.getByRole('link', { name: 'Leaver 3' }).click()
    await page.getByRole('button', { name: t(`${words}.hurry.button`), exact: true }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: t(`${words}.hurry.confirm`), exact: true }).click()
    await page.getByText(t(`${words}.leaving.phase.done`)).waitFor()
    await open('/admin/people')
    await page.getByText(t(`${words}.held.title`, { count: 11 })).waitFor()
    await page.getByRole('button', { name: t(`${words}.held.stop.button`) }).click()
    await dialog.getByRole('button', { name: t(`${words}.held.stop.button`) }).click()
    await page.getByText(t(`${words}.held.title`, { count: 11 })).waitFor({ state: 'detached' })
    await page.getByRole('link', { name: 'Leaver 4' }).click()
    await page.getByText(t(`${words}.leaving.phase.kept`)).waitFor()
  })
})
