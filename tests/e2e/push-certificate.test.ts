import { createPrivateKey } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { signPushRequest } from '#lib/mdm/service/sign-push-request.ts'
import { prisma } from '#lib/server/prisma.ts'
import { issueForSignedRequest } from '#simulator/apns/push-portal.ts'
import { type FakeApns, startFakeApns } from '#simulator/apns/start-fake-apns.ts'
import { openBrowser, type TestBrowser } from '#tests/support/browser.ts'
import { enterProduct } from '#tests/support/enter-product.ts'
import { type FakeMdmcert, startFakeMdmcert } from '#tests/support/fake-mdmcert.ts'
import { makePerson } from '#tests/support/portal.ts'
import { type Product, startProduct } from '#tests/support/product.ts'
import { signInAs } from '#tests/support/sign-in-as.ts'
import { visit } from '#tests/support/visitor.ts'
import { words } from '#tests/support/words.ts'
import { makeVendorIdentity, type VendorIdentity } from '../mdm/push/vendor-identity.ts'

const apiKey = 'the-key-of-our-test'
const t = words('en')
let apns: FakeApns
let mdmcert: FakeMdmcert
let vendor: VendorIdentity
let browser: TestBrowser
let product: Product
let inside: Awaited<ReturnType<typeof enterProduct>>

beforeAll(async () => {
  vendor = await makeVendorIdentity()
  const chainPem = [vendor.certificatePem, ...vendor.chainPem].join('')
  const vendorKey = createPrivateKey(vendor.privateKeyPem).export({ format: 'der', type: 'pkcs8' })
  apns = await startFakeApns()
  mdmcert = await startFakeMdmcert(apiKey, (csr) => signPushRequest(csr, { chainPem, vendorKey }))
  browser = await openBrowser()
  product = await startProduct({
    env: {
      ...{
        ZELF_DEMO: 'off',
        OIDC_ISSUER: 'http://127.0.0.1:1',
        OIDC_CLIENT_ID: 'x',
        OIDC_CLIENT_SECRET: 'x',
      },
      ...{ ZELF_MDMCERT_URL: mdmcert.url, ZELF_MDMCERT_API_KEY: apiKey, ZELF_APNS_HOST: '127.0.0.1' },
      ZELF_APNS_PORT: String(apns.port),
    },
  })
  inside = await enterProduct(product)
})
afterAll(async () => {
  await browser.close()
  await inside.close()
  await product.stop()
  await mdmcert.stop()
  await apns.close()
})

async function openAsAdmin(address: string, javaScriptEnabled = true): Promise<Page> {
  const context = await browser.newContext({ javaScriptEnabled })
  const admin = await makePerson({ role: 'admin', name: 'Jonas Visser' })
  const token = await signInAs(admin.id)
  await context.addCookies([{ name: 'zelf.session', value: token, url: product.url }])
  const page = await context.newPage()
  await page.goto(`${product.url}${address}`, { waitUntil: 'load' })
  return page
}

const file = (name: string, content: string) => ({
  name,
  mimeType: 'text/plain',
  buffer: Buffer.from(content),
})
const heading = (page: Page, key: string) =>
  page.getByRole('heading', { name: t(`admin-push.${key}`), exact: true })
const press = (page: Page, key: string) => page.getByRole('button', { name: t(`admin-push.${key}`) }).click()

/** Downloads the request as the browser does, and gives what Apple makes of it. */
async function goToApple(page: Page, topicUuid?: string): Promise<string> {
  const link = page.getByRole('link', { name: t('admin-push.apple.download') })
  await link.waitFor()
  const href = (await link.getAttribute('href')) ?? ''
  const data = Buffer.from(href.split('base64,')[1] ?? '', 'base64')
  const [download] = await Promise.all([page.waitForEvent('download'), link.click()])
  expect(await readFile(await download.path())).toEqual(data)
  return issueForSignedRequest(apns, data, topicUuid)
}

async function bring(page: Page, pem: string): Promise<void> {
  await page
    .getByLabel(t('admin-push.bring.certificate'), { exact: true })
    .setInputFiles(file('MDM_.pem', pem))
  await press(page, 'bring.import')
}

describe('an admin gets Apple’s push certificate', () => {
  it('by mdmcert.download, step by step', async () => {
    const page = await openAsAdmin('/admin/push')
    await page.getByText(t('admin-push.state.missing'), { exact: true }).waitFor()
    await page.getByRole('link', { name: t('admin-push.way.mdmcert.title') }).click()
    await page.getByLabel(t('admin-push.mail.email')).fill('beheer@voorbeeld.example')
    await press(page, 'mail.send')
    await page.getByText('beheer@voorbeeld.example').waitFor()
    await page.getByLabel(t('admin-push.mailed.file')).setInputFiles(file('x.p7', 'not hexadecimal'))
    await press(page, 'mailed.open')
    await page.getByText(t('admin-push.errors.push_reply_unreadable')).waitFor()
    await page.getByLabel(t('admin-push.mailed.file')).setInputFiles(file('x.p7', mdmcert.mail()))
    await press(page, 'mailed.open')
    await bring(page, await goToApple(page))
    await page.getByText(t('admin-push.imported.title')).waitFor()
    await page.getByText(t('admin-push.state.good'), { exact: true }).waitFor()
    await page.close()
  })

  it('and renews it with its own vendor certificate, without scripts; another topic asks for words first', async () => {
    const { topic } = await prisma().mdmPushCertificate.findUniqueOrThrow({ where: { id: 'current' } })
    const page = await openAsAdmin('/admin/push?way=vendor', false)
    await page.getByText(t('admin-push.renewal.title')).waitFor()
    await page
      .getByLabel(t('admin-push.vendor.file'))
      .setInputFiles(file('vendor.pem', vendor.certificatePem + vendor.privateKeyPem))
    await press(page, 'vendor.save')
    await page.getByText(t('admin-push.errors.push_vendor_chain_incomplete')).waitFor()
    await page
      .getByLabel(t('admin-push.vendor.file'))
      .setInputFiles(file('vendor.pem', vendor.certificatePem + vendor.privateKeyPem))
    await page
      .getByLabel(t('admin-push.vendor.chain'))
      .setInputFiles(vendor.chainPem.map((pem, at) => file(`${at}.cer`, pem)))
    await press(page, 'vendor.save')
    await page.getByText('MDM Vendor: Voorbeeld B.V.').waitFor()
    await press(page, 'request.make')
    await heading(page, 'step.apple_title_renew').waitFor()
    const other = await goToApple(page)
    await bring(page, other)
    await page.getByText(t('admin-push.errors.push_topic_changes')).waitFor()
    await bring(page, await goToApple(page, topic.split('External.')[1]))
    await page.getByText(t('admin-push.imported.title')).waitFor()
    const after = await prisma().mdmPushCertificate.findUniqueOrThrow({ where: { id: 'current' } })
    expect(after.topic).toBe(topic)
    await page.close()
  })

  it('brings a certificate of another topic only with the words typed', async () => {
    const page = await openAsAdmin('/admin/push?way=file')
    const pem = await apns.issuePushCertificate()
    const fill = async () => {
      await page
        .getByLabel(t('admin-push.bring.file'), { exact: true })
        .setInputFiles(file('c.pem', pem.certificatePem))
      await page
        .getByLabel(t('admin-push.bring.key'), { exact: false })
        .setInputFiles(file('k.pem', pem.privateKeyPem))
      await press(page, 'bring.import')
    }
    await fill()
    await page.getByText(t('admin-push.errors.push_topic_changes')).waitFor()
    await page.getByText(t('admin-push.topic_change.title'), { exact: true }).click()
    await page.getByLabel(t('admin-push.topic_change.label', { words: 'enrol again' })).fill('Enrol  again ')
    await fill()
    await page.getByText(t('admin-push.imported.title')).waitFor()
    await page.getByText(pem.topic).waitFor()
    await page.close()
  })

  it('starts over without losing today’s certificate', async () => {
    const page = await openAsAdmin('/admin/push?way=vendor')
    await press(page, 'request.make')
    await heading(page, 'step.bring_title').waitFor()
    await press(page, 'start_over.button')
    await page.getByRole('link', { name: t('admin-push.way.file.title') }).waitFor()
    await page.getByText(t('admin-push.state.good'), { exact: true }).waitFor()
    await page.close()
  })

  it('is warned on every page from 60 days before the end, and told in red after it', async () => {
    const setEnd = (days: number) =>
      prisma()
        .$executeRaw`UPDATE mdm_push_certificate SET not_after = now() + make_interval(days => ${days}::int)`
    await setEnd(61)
    const page = await openAsAdmin('/admin/audit')
    await page.getByRole('heading', { level: 1 }).waitFor()
    const banner = () => page.getByText(/The Apple push certificate (expires in|has expired)/)
    expect(await banner().count()).toBe(0)
    await setEnd(20)
    await page.reload()
    await page.getByText(t('admin-push.banner.ending', { days: 20 })).waitFor()
    await setEnd(-1)
    await page.reload()
    await page.getByText(t('admin-push.banner.expired')).waitFor()
    await page.getByRole('link', { name: t('admin-push.banner.go') }).click()
    await heading(page, 'walk.renew').waitFor()
    expect(await banner().count()).toBe(0)
    await page.close()
  })
})

describe('in the demo', () => {
  it('the page says that its push service is a pretend one, and offers no way to cut it off', async () => {
    const demo = await startProduct()
    const admin = await visit(browser, { url: demo.url, name: 'Jonas Visser' })
    await admin.open('/admin/push')
    await admin.page.getByText(admin.t('admin-push.demo.title')).waitFor()
    await admin.page.getByText(admin.t('admin-push.state.good'), { exact: true }).waitFor()
    await admin.open('/admin/push?way=file')
    expect(await admin.page.locator('input[type=file]').count()).toBe(0)
    await admin.page.close()
    await demo.stop()
  })
})
