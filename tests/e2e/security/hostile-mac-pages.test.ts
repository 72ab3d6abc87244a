import { setTimeout as sleep } from 'node:timers/promises'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { PersonActor } from '#lib/auth/actor.ts'
import { inviteMac } from '#lib/portal/enrollment/invite-mac.ts'
import { prisma } from '#lib/server/prisma.ts'
import { SimulatedMac } from '#simulator/mac/simulated-mac.ts'
import { openBrowser, type TestBrowser } from '#tests/support/browser.ts'
import { enterProduct } from '#tests/support/enter-product.ts'
import { hostileWords } from '#tests/support/hostile-words.ts'
import { makePerson } from '#tests/support/portal.ts'
import { type Product, startProduct } from '#tests/support/product.ts'
import { signInAs } from '#tests/support/sign-in-as.ts'

let product: Product
let inside: Awaited<ReturnType<typeof enterProduct>>
let browser: TestBrowser
let owner: PersonActor
let helper: PersonActor
let admin: PersonActor
const macs: SimulatedMac[] = []

/** Those that a page could trip over; tests/security/hostile-mac.test.ts has them all go through the jobs. */
const chosen = [0, 1, 5, 7].map((index) => hostileWords[index] ?? '')

async function enrollNamed(word: string): Promise<string> {
  const mac = await SimulatedMac.create({ deviceName: word, pushServiceUrl: null })
  macs.push(mac)
  Object.assign(mac.state.hardware, { model: word, modelName: word, osVersion: word, buildVersion: word })
  mac.state.apps.push({
    ...{ identifier: word, name: word, version: word },
    ...{ sizeBytes: 1, managed: false, removeWithEnrollment: false },
  })
  await mac.enroll((await inviteMac(owner, { ownership: 'company' })).url)
  const where = { enrollmentId: mac.enrollmentId }
  for (;;) {
    await mac.poll()
    const device = await prisma().device.findUnique({ where })
    const apps = await prisma().mdmInventory.count({
      where: { ...where, kind: 'InstalledApplicationList' },
    })
    if (device?.inventoryAt && apps > 0) return device.id
    await sleep(50)
  }
}

beforeAll(async () => {
  browser = await openBrowser()
  product = await startProduct({ env: { LOG_LEVEL: 'debug' } })
  inside = await enterProduct(product)
  owner = await makePerson({ name: hostileWords[0] })
  helper = await makePerson({ role: 'helpdesk' })
  admin = await makePerson({ role: 'admin' })
})
afterAll(async () => {
  for (const mac of macs) await mac.close()
  await inside.close()
  await product.stop()
  await browser.close()
})

async function openAs(person: PersonActor, width: number): Promise<{ page: Page; strayed: string[] }> {
  const context = await browser.newContext({ width })
  await context.addCookies([{ name: 'zelf.session', value: await signInAs(person.id), url: product.url }])
  const page = await context.newPage()
  const strayed: string[] = []
  page.on('request', (request) => {
    if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(product.url))
      strayed.push(request.url())
  })
  page.on('dialog', (dialog) => strayed.push(dialog.message()))
  return { page, strayed }
}

const lookAt = async (page: Page) =>
  page.evaluate(() => ({
    title: document.title,
    tooWide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    images: [...document.images].filter((one) => one.getAttribute('src') === 'x').length,
    wide: [...document.querySelectorAll('main *')]
      .filter((one) => one.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
      .slice(0, 3)
      .map((one) => `${one.tagName} ${one.textContent?.slice(0, 60)} ${one.className}`),
    scripts: document.querySelectorAll('main script:not([nonce])').length,
  }))

it('promise 4: a Mac that says hostile things is inert on every page, and breaks none', async () => {
  const ids: string[] = []
  for (const word of chosen) ids.push(await enrollNamed(word))
  const wrong: string[] = []
  const visits: [PersonActor, string[]][] = [
    [owner, ['/', '/macs', '/apps/tea-timer', '/tickets/new', '/account', ...ids.map((id) => `/macs/${id}`)]],
    [helper, ['/helpdesk/macs', ...ids.map((id) => `/helpdesk/macs/${id}`)]],
    [admin, ['/admin/audit', '/admin/people', '/admin/requests']],
  ]
  for (const width of [1280, 360]) {
    for (const [person, paths] of visits) {
      const { page, strayed } = await openAs(person, width)
      // Where there is room, only the longest word can push a page wide.
      const last = ids.at(-1) ?? ''
      const wanted = paths.filter(
        (path) => width === 360 || path.endsWith(last) || path.split('/').length < 3,
      )
      for (const path of wanted) {
        await page.goto(`${product.url}${path}`, { waitUntil: 'domcontentloaded' })
        await page.locator('h1').first().waitFor()
        const found = await lookAt(page)
        if (found.title.includes('owned') && !found.title.includes("'owned'"))
          wrong.push(`${path}: a script ran`)
        if (found.images + found.scripts > 0) wrong.push(`${path}: markup came to life`)
        if (found.tooWide > 0)
          wrong.push(`${path} at ${width}: ${found.tooWide} px too wide: ${found.wide.join(' | ')}`)
      }
      wrong.push(...strayed)
      await page.context().close()
    }
  }
  expect(wrong).toEqual([])
}, 180_000)

it('promise 7: the log of all that tells no token, challenge or key', async () => {
  const log = product.output()
  expect(log).not.toContain('PRIVATE KEY')
  expect(log).not.toMatch(/\/mdm\/(enroll|manifest|package)\/[A-Za-z0-9_-]{43}/)
  expect(log).not.toContain(Buffer.from(inside.runtime.masterKey).toString('hex'))
  expect(log).not.toContain(inside.runtime.sessionKey)
})
