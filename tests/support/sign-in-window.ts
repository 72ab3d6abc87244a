import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import type { WebView } from '#simulator/mac/account-sign-in.ts'
import { expectNoAxeViolations, type TestBrowser } from './browser.ts'
import { takeConsoleErrors } from './console-errors.ts'
import { words } from './words.ts'

export interface SignInWindow {
  locale: 'en' | 'nl'
  /** Who sits in front of it. */
  name: string
  account: string
  ownership: 'personal' | 'company'
  /** Whether the page asks whose Mac it is: the private way is for one's own. */
  asks: boolean
}

/** A Mac's own small window, in which somebody signs in and confirms. */
export function signInWindow(browser: TestBrowser, wish: SignInWindow): WebView {
  const { locale, name, account, ownership, asks } = wish
  const t = words(locale)
  return async (address) => {
    const page = await browser.newPage({ locale, width: 480, height: 560 })
    await page.goto(address)
    await page.getByRole('button', { name }).click()
    await page.getByRole('heading', { level: 1, name: t('enroll-account.confirm.title') }).waitFor()
    await page.getByText(t('enroll-account.confirm.who', { name, account })).waitFor()
    await expectNoAxeViolations(page)
    const choice = page.getByRole('radio', { name: t(`enroll-account.confirm.${ownership}.title`) })
    expect(await choice.count()).toBe(asks ? 1 : 0)
    if (asks) await choice.check()
    const end = await confirmIn(page, t('enroll-account.confirm.go_on'))
    await page.context().close()
    return end
  }
}

/** Presses the button of the page and takes the address that the Mac would take. */
async function confirmIn(page: Page, button: string): Promise<string> {
  const answered = page.waitForResponse((response) => response.url().endsWith('/confirm'))
  await page.getByRole('button', { name: button }).click()
  const answer = await answered
  expect(answer.status()).toBe(308)
  // A browser that is no Mac has nobody to hand it to; a policy that forbade it would say so here.
  for (const error of takeConsoleErrors()) expect(error).not.toMatch(/Content.Security.Policy/i)
  const end = (await answer.headerValue('location')) ?? ''
  expect(end).toMatch(
    /^apple-remotemanagement-user-login:\/\/authentication-results\?access-token=[\w-]{43}$/,
  )
  return end
}
