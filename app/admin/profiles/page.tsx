import type { Metadata } from 'next'
import { getLocale, getTranslations } from 'next-intl/server'
import { AreaMessages } from '#app/i18n/area-messages.tsx'
import { LiveRefresh } from '#app/live-refresh.tsx'
import { PageHeader } from '#components/page/page-header.tsx'
import { Section } from '#components/page/section.tsx'
import { DataTable } from '#components/table/data-table.tsx'
import { DrawingPackages } from '#components/ui/drawing-packages.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import { requireRole } from '#lib/auth/require-role.ts'
import { listProfiles } from '#lib/portal/profiles/queries.ts'
import { payloadNames } from './payload-names.ts'
import { ProfileCounts } from './profile-counts.tsx'
import { UploadForm } from './upload-form.tsx'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('admin-profiles')
  return { title: t('title') }
}

export default async function ProfilesPage() {
  const admin = await requireRole('admin')
  const profiles = await listProfiles(admin)
  const t = await getTranslations('admin-profiles')
  const locale = await getLocale()
  const rows = await Promise.all(
    profiles.map(async (profile) => ({
      ...profile,
      about: (await payloadNames(profile.payloadTypes)).join(', '),
      groups: profile.assignments
        .map(({ group }) => (group.everyone ? t('everyone') : group.name))
        .join(', '),
    })),
  )
  return (
    <>
      <PageHeader title={t('title')} description={t('lead')} />
      <Section title={t('list')}>
        <DataTable
          caption={t('list')}
          rows={rows}
          rowKey={(row) => row.id}
          rowHref={(row) => `/admin/profiles/${row.id}`}
          columns={[
            { id: 'name', header: t('column.name'), cell: (row) => row.name },
            { id: 'about', header: t('column.about'), cell: (row) => row.about, hideOn: 'medium' },
            {
              id: 'groups',
              header: t('column.groups'),
              cell: (row) => row.groups || <span className="text-ink-soft">{t('nobody')}</span>,
            },
            { id: 'macs', header: t('column.macs'), cell: (row) => <ProfileCounts counts={row.counts} /> },
            {
              id: 'changed',
              header: t('column.changed'),
              align: 'end',
              hideOn: 'small',
              cell: (row) => <RelativeTime date={row.updatedAt} locale={locale} />,
            },
          ]}
          empty={
            <EmptyState title={t('empty.title')} drawing={<DrawingPackages />}>
              {t('empty.body')}
            </EmptyState>
          }
        />
      </Section>
      <Section title={t('upload.title')} description={t('upload.body')} className="max-w-2xl">
        <AreaMessages areas={['admin-profiles']}>
          <UploadForm />
        </AreaMessages>
      </Section>
      <LiveRefresh topics={['device']} />
    </>
  )
}
