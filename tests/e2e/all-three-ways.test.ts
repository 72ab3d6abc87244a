import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SimulatedMac } from '#simulator/mac/simulated-mac.ts'
import { openBrowser, type TestBrowser } from '#tests/support/browser.ts'
import { makeEnrolmentLink } from '#tests/support/make-enrolment-link.ts'
import { type Product, startProduct } from '#tests/support/product.ts'
import { signInWindow } from '#tests/support/sign-in-window.ts'
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

interface Owner extends Visitor {
  locale: 'en' | 'nl'
  name: string
  account: string
}

const ways = ['account_user', 'account_device', 'profile'] as const
type Way = (typeof ways)[number]

async function newMac(deviceName: string, seed: string): Promise<SimulatedMac> {
  const mac = await SimulatedMac.create({ deviceName, seed, behaviours: { installMs: 100 } })
  macs.push(mac)
  return mac
}

/** The owner's own Mac comes in: the wizard in one window, what the Mac shows in another. */
async function comeIn(way: Way, owner: Owner, mac: SimulatedMac): Promise<void> {
  if (way === 'profile') {
    await mac.enroll(await makeEnrolmentLink(owner, 'personal'))
    return
  }
  const { page, t, open, locale, name, account } = owner
  await open('/enroll?mac=personal&os=15')
  const isOther = way === 'account_device'
  if (isOther) await page.getByText(t('enroll.plan.others'), { exact: true }).click()
  await page
    .getByRole('button', { name: t(`enroll.plan.${way}.go`) })
    .nth(isOther ? 1 : 0)
    .click()
  await page.getByText(t('enroll.progress.account.begun')).waitFor()
  const webView = signInWindow(browser, { locale, name, account, ownership: 'personal', asks: isOther })
  const kind = isOther ? 'adde' : 'byod'
  await mac.enrollByAccount({ account, server: product.url, kind, webView })
}

/** Follows it on the wizard's page until it is there, and goes to its own page. */
async function arrive({ page, t }: Owner, mac: SimulatedMac): Promise<string> {
  const { deviceName: name } = mac.state
  mac.start()
  await page.getByRole('heading', { level: 1, name: t('enroll.arrived.title', { name }) }).waitFor()
  await page.getByRole('link', { name: t('enroll.arrived.to_mac'), exact: true }).click()
  await page.getByRole('heading', { level: 1, name, exact: true }).waitFor()
  return new URL(page.url()).pathname
}

/** What the page of this Mac says that IT sees of it, as one's own Mac and in this way. */
async function readWhatItSees({ page, t }: Owner, path: string, isPrivate: boolean): Promise<void> {
  await page.locator(`main a[href="${path}/privacy"]`).first().click()
  await page.getByRole('heading', { level: 1, name: t('privacy.title') }).waitFor()
  const list = (name: string) => page.getByRole('region', { name: t(`privacy.${name}.title`) })
  await list('never').getByText(t('privacy.item.erase'), { exact: true }).waitFor()
  const serialNumber = t('privacy.item.serialNumber')
  await list(isPrivate ? 'never' : 'always')
    .getByText(serialNumber, { exact: true })
    .waitFor()
}

/** Removes it on its own page, until it is gone from the Mac and shown as gone. */
async function leave({ page, t, open }: Owner, path: string, mac: SimulatedMac): Promise<void> {
  const { deviceName } = mac.state
  await open(path)
  await page.getByRole('link', { name: t('macs.leave.button') }).click()
  await page
    .getByRole('heading', { level: 1, name: t('macs.leave.ask.title', { mac: deviceName }) })
    .waitFor()
  await page.getByRole('button', { name: t('macs.leave.button') }).click()
  await page
    .getByRole('heading', { level: 1, name: t('macs.leave.left.title', { mac: deviceName }) })
    .waitFor()
  await expect.poll(() => mac.state.enrollment).toBeNull()
  expect(mac.profiles).toEqual([])
  await open(path)
  await page.getByText(t('macs.left.how.removed_here', { reader: 'owner' })).waitFor()
}

describe.each([
  { locale: 'en' as const, name: 'Tom Baker', account: 'tom.baker@example.com' },
  { locale: 'nl' as const, name: 'Sanne de Vries', account: 'sanne.devries@example.com' },
])('Somebody’s own Mac, in $locale', (who) => {
  let owner: Owner
  beforeAll(async () => {
    owner = { ...who, ...(await visit(browser, { url: product.url, ...who })) }
  })

  it.each(ways)('comes in by %s, says what IT sees, and is removed again', async (way) => {
    const mac = await newMac(`${who.name} ${way}`, randomUUID())
    await comeIn(way, owner, mac)
    const path = await arrive(owner, mac)
    const shown = (await owner.page.textContent('main')) ?? ''
    expect(shown.includes(mac.serialNumber)).toBe(way !== 'account_user')
    await readWhatItSees(owner, path, way === 'account_user')
    await leave(owner, path, mac)
  })

  it('comes in once more by another way, and its page is the one from before', async () => {
    const seed = randomUUID()
    const mac = await newMac(`${who.name} again`, seed)
    await comeIn('profile', owner, mac)
    const path = await arrive(owner, mac)
    await leave(owner, path, mac)
    await comeIn('account_device', owner, mac)
    expect(await arrive(owner, mac)).toBe(path)
  })
})
