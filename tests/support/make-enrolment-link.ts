import type { Visitor } from './visitor.ts'

/**
 * What an employee does to add a Mac by a profile, once the wizard's questions are answered: the company's, or their
 * own. The wizard stays open and waits. (Its questions have a test of their own: enroll.test.ts.)
 */
export async function makeEnrolmentLink(
  { page, t, open }: Visitor,
  ownership: 'personal' | 'company' = 'company',
): Promise<string> {
  await open(`/enroll?mac=${ownership}&os=15&way=profile`)
  await page.getByRole('button', { name: t('enroll.link.make'), exact: true }).click()
  const link = await page.getByRole('link', { name: t('enroll.ready.download') }).getAttribute('href')
  if (!link) throw new Error('The wizard shows no link')
  await page.waitForURL(/invitation=/)
  return link
}
