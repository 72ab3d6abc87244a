import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { SimulatedMac } from '#simulator/mac/simulated-mac.ts'
import { expectNoAxeViolations, openBrowser, type TestBrowser } from '#tests/support/browser.ts'
import { enrolSimulatedMac } from '#tests/support/enrol-simulated-mac.ts'
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

async function enrol(owner: Visitor, name: string, ownership: 'personal' | 'company' = 'personal') {
  const mac = await enrolSimulatedMac(owner, name, {}, ownership)
  macs.push(mac)
  return mac
}

const title = ({ page, t }: Visitor, key: string, mac: string) =>
  page.getByRole('heading', { level: 1, name: t(`macs.leave.${key}.title`, { mac }) }).waitFor()

/** From the list of Macs to the page that asks first. */
async function goToLeave({ page, t, open }: Visitor, mac: string): Promise<void> {
  await open('/macs')
  await page.getByRole('link', { name: mac }).click()
  await page.getByRole('heading', { level: 1, name: mac }).waitFor()
  await page.getByRole('link', { name: t('macs.leave.button') }).click()
}

describe.each([
  { locale: 'en' as const, name: 'Sanne de Vries', macName: 'Kestrel' },
  { locale: 'nl' as const, name: 'Tom Baker', macName: 'Torenvalk' },
])('The owner of a personal Mac, in $locale', ({ locale, name, macName }) => {
  it('reads what goes, removes it, and watches it leave', async () => {
    const owner = await visit(browser, { url: product.url, name, locale })
    const { page, t } = owner
    const mac = await enrol(owner, macName)
    await goToLeave(owner, macName)
    await title(owner, 'ask', macName)
    await expectNoAxeViolations(page)
    await page.getByRole('button', { name: t('macs.leave.button') }).click()
    await title(owner, 'left', macName)
    await expect.poll(() => mac.state.enrollment).toBeNull()
    expect(mac.profiles).toEqual([])
    await expectNoAxeViolations(page)
    await page.context().close()
  })
})
