import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { expectNoAxeViolations } from '#tests/support/browser.ts'
import { type Company, openCompany } from '#tests/support/open-company.ts'
import { uploadProfile } from '#tests/support/upload-profile.ts'
import type { Visitor } from '#tests/support/visitor.ts'

const macName = 'Sanne’s studio Mac'

let company: Company
let owner: Visitor
let admin: Visitor

beforeAll(async () => {
  company = await openCompany('Sanne de Vries', macName)
  owner = company.owner
  admin = await company.visit('Jonas Visser')
})
afterAll(() => company?.close())

describe('What IT can see and do', () => {
  it('can be read before enrolling, in both languages, for each way', async () => {
    for (const locale of ['en', 'nl'] as const) {
      const reader = await company.visit('Tom Baker', locale)
      const { page, t } = reader
      const part = (list: string) => page.getByRole('region', { name: t(`privacy.${list}.title`) })
      await reader.open('/privacy')
      await part('never').getByText(t('privacy.item.erase'), { exact: true }).waitFor()
      await part('never').getByText(t('privacy.item.serialNumber'), { exact: true }).waitFor()
      await page.getByRole('link', { name: t('privacy.kind.company.tab') }).click()
      await part('always').getByText(t('privacy.item.erase'), { exact: true }).waitFor()
      await part('might').getByText(t('privacy.item.recoveryKey'), { exact: true }).waitFor()
      await part('never').getByText(t('privacy.item.location'), { exact: true }).waitFor()
      await expectNoAxeViolations(page)
    }
  })

  it('is told to the owner when a new policy makes it more, until they have read it', async () => {
    const everyone = admin.t('admin-profiles.everyone')
    await uploadProfile(admin, 'Calm screens')
    await admin.page.getByRole('radio', { name: everyone }).check()
    const assign = admin.t('admin-profiles.assign.to', { group: everyone })
    await admin.page.getByRole('button', { name: assign }).click()

    const { page, t, open } = owner
    const title = t('privacy.widened.title', { name: macName })
    await expect
      .poll(
        async () => {
          await open('/')
          return page.getByText(title).count()
        },
        { timeout: 30_000 },
      )
      .toBe(1)
    // Other Macs of the same person may have a notice of their own beside it.
    const seen = page.getByRole('button', { name: t('privacy.widened.seen') })
    const notice = page.locator('div').filter({ hasText: title }).filter({ has: seen }).last()
    await notice.getByText(t('privacy.item.screenLock')).waitFor()
    await notice.getByText(t('privacy.widened.through', { policies: 'Calm screens' })).waitFor()
    await notice.getByRole('link', { name: t('privacy.widened.more') }).click()
    const always = page.getByRole('region', { name: t('privacy.always.title') })
    await always.getByText(t('privacy.always.through', { policies: 'Calm screens' })).waitFor()
    await expectNoAxeViolations(page)
    await seen.click()
    await page.getByText(title).waitFor({ state: 'detached' })
    await open('/')
    expect(await page.getByText(title).count()).toBe(0)
  })
})
