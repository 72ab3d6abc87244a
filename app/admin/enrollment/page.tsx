import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { z } from 'zod'
import { AreaMessages } from '#app/i18n/area-messages.tsx'
import { PageHeader } from '#components/page/page-header.tsx'
import { Section } from '#components/page/section.tsx'
import { Callout } from '#components/ui/callout.tsx'
import { Card } from '#components/ui/card.tsx'
import { requireRole } from '#lib/auth/require-role.ts'
import { getEnrollmentSettings, listGroupRules } from '#lib/portal/enrollment/queries.ts'
import { DomainServing } from './domain-serving.tsx'
import { DomainsForm } from './domains-form.tsx'
import { EditRule } from './edit-rule.tsx'
import { RuleTable } from './rule-table.tsx'
import { SignInFormForm } from './sign-in-form-form.tsx'

/** group: whose rule is being edited; saved: whose was just set. */
const address = z.object({
  group: z.string().optional().catch(undefined),
  saved: z.string().optional().catch(undefined),
})

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('admin-enrollment')
  return { title: t('title') }
}

export default async function EnrollmentPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, unknown>>
}) {
  const admin = await requireRole('admin')
  const { group: asked, saved } = address.parse(await searchParams)
  const [groups, settings] = await Promise.all([listGroupRules(admin), getEnrollmentSettings(admin)])
  const t = await getTranslations('admin-enrollment')
  const edited = groups.find((group) => group.id === asked)
  const changed = groups.find((group) => group.id === saved)
  const nameOf = (group: { name: string; everyone: boolean }) => (group.everyone ? t('everyone') : group.name)
  return (
    <AreaMessages areas={['admin-enrollment']}>
      <PageHeader title={t('title')} description={t('description')} />
      <Section title={t('rules.title')} description={t('rules.description')}>
        {changed ? (
          <Callout
            tone="positive"
            announce="status"
            className="mb-4"
            title={t(changed.rule ? 'rules.saved' : 'rules.dropped', { group: nameOf(changed) })}
          />
        ) : null}
        {edited ? <EditRule group={edited} name={nameOf(edited)} /> : null}
        <RuleTable groups={groups} edited={edited?.id} />
      </Section>
      <Section title={t('domains.title')} description={t('domains.description')}>
        <Card className="max-w-3xl space-y-6">
          <DomainsForm key={settings.domains.join()} domains={settings.domains} />
          <DomainServing domains={settings.domains} />
        </Card>
      </Section>
      <Section title={t('form.title')} description={t('form.description')}>
        <Card className="max-w-3xl">
          <SignInFormForm form={settings.signInForm} />
        </Card>
      </Section>
    </AreaMessages>
  )
}
