import type { Page } from 'playwright-core'
import type { ContextOptions, TestBrowser } from './browser.ts'
import { type Words, words } from './words.ts'

export interface Visitor {
  page: Page
  /** The interface's sentences in the language that this person reads. */
  t: Words
  /** Opens a page of ours and waits until its scripts run. */
  open(address: string): Promise<void>
}

export interface VisitOptions extends ContextOptions {
  /** Of a person of the demo. */
  name: string
  url: string
}

async function readIn(page: Page, locale: 'en' | 'nl', name: string): Promise<void> {
  const other = locale === 'en' ? 'nl' : 'en'
  if ((await page.locator('html').getAttribute('lang')) === locale) return
  const t = words(other)
  await page.getByRole('button', { name: t('product.person.menu', { name }) }).click()
  await page.getByRole('menuitem', { name: t(`product.languages.${locale}`) }).click()
  await page.locator(`html[lang="${locale}"]`).waitFor()
}

/** Somebody of the demo in a browser of their own: signs in by one click and reads the language asked for. */
export async function visit(browser: TestBrowser, options: VisitOptions): Promise<Visitor> {
  const { name, url, locale = 'en' } = options
  const page = await browser.newPage({ ...options, locale })
  const open = async (address: string) => {
    await page.goto(new URL(address, url).href, { waitUntil: 'load' })
  }
  await open('/sign-in')
  await page.getByRole('button', { name }).click()
  await page.waitForURL((address) => address.pathname === '/')
  await readIn(page, locale, name)
  return { page, t: words(locale), open }
}
