import type { Visitor } from './visitor.ts'

export interface Wish {
  slug: string
  mac: string
  /** Where the app needs approval. */
  reason?: string
}

/** Asks for an app on one of the person's Macs, and goes to the page that tells its story. Returns its address. */
export async function askForApp({ page, t, open }: Visitor, { slug, mac, reason }: Wish): Promise<string> {
  await open(`/apps/${slug}`)
  const choice = page.getByRole('radio', { name: mac })
  if (await choice.isVisible()) await choice.check()
  if (reason) await page.getByRole('textbox', { name: t('apps.ask.reason') }).fill(reason)
  const verb = t(reason ? 'apps.ask.request' : 'apps.ask.install')
  await page.getByRole('button', { name: verb, exact: true }).click()
  await page.getByRole('link', { name: `${t('apps.whole_story')} (${mac})` }).click()
  await page.waitForURL(/\/requests\//)
  return new URL(page.url()).pathname
}
