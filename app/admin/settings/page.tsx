import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { PageHeader } from '#components/page/page-header.tsx'
import { Section } from '#components/page/section.tsx'
import { Card } from '#components/ui/card.tsx'
import { requireRole } from '#lib/auth/require-role.ts'
import { getLeavingSettings } from '#lib/portal/macs/get-leaving-settings.ts'
import { getGrace } from '#lib/portal/offboarding/get-grace.ts'
import { getOrganization } from '#lib/portal/settings/queries.ts'
import { maxLogoBytes } from '#lib/portal/settings/schema.ts'
import { AreaMessages } from '../../i18n/area-messages.tsx'
import { GraceForm } from './grace-form.tsx'
import { LeavingForm } from './leaving-form.tsx'
import { LogoForm } from './logo-form.tsx'
import { OrganizationForm } from './organization-form.tsx'
import { PushSection } from './push-section.tsx'
import { RetentionSection } from './retention-section.tsx'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('admin-settings')
  return { title: t('title') }
}

export default async function SettingsPage() {
  const admin = await requireRole('admin')
  const { name, accent, logoUrl } = await getOrganization(admin)
  const t = await getTranslations('admin-settings')
  return (
    <AreaMessages areas={['admin-settings']}>
      <div className="max-w-3xl">
        <PageHeader title={t('title')} description={t('description')} />
        <Section title={t('organization.title')} description={t('organization.description')}>
          <Card>
            <OrganizationForm name={name} accent={accent} />
          </Card>
        </Section>
        <Section title={t('logo.title')} description={t('logo.description')}>
          <Card>
            <LogoForm logoUrl={logoUrl} maxBytes={maxLogoBytes} />
          </Card>
        </Section>
        <Section title={t('push.title')} description={t('push.description')}>
          <PushSection />
        </Section>
        <Section title={t('grace.title')} description={t('grace.description')}>
          <Card>
            <GraceForm {...(await getGrace(admin))} />
          </Card>
        </Section>
        <Section title={t('leaving.title')} description={t('leaving.description')}>
          <Card>
            <LeavingForm {...(await getLeavingSettings(admin))} />
          </Card>
        </Section>
        <Section title={t('retention.title')} description={t('retention.description')}>
          <RetentionSection admin={admin} />
        </Section>
      </div>
    </AreaMessages>
  )
}
