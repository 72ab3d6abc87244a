import type { Visitor } from './visitor.ts'

/** What an employee does to add a Mac: from the home page to the link. The wizard stays open and waits. */
export async function makeEnrolmentLink({ page, t, open }: Visitor): Promise<string> {
  await open('/enroll')
  await page.getByRole('link', { name: t('enroll.choose.company.title') }).click()
  await page.getByRole('button', { name: t('enroll.link.make'), exact: true }).click()
  const link = await page.getByRole('link', { name: t('enroll.ready.download') }).getAttribute('href')
  if (!link) throw new Error('The wizard shows no link')
  await page.waitForURL(/invitation=/)
  return link
}
