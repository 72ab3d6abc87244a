import type { Page } from 'playwright-core'

/** Marks a page, to tell later whether it is still the one that was loaded now: no reload, nobody pressed F5. */
export async function watchForReload(page: Page): Promise<() => Promise<boolean>> {
  await page.evaluate(() => Object.assign(window, { stillHere: true }))
  return async () => !(await page.evaluate(() => 'stillHere' in window))
}
