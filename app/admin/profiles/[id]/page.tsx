import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getLocale, getTranslations } from 'next-intl/server'
import { AreaMessages } from '#app/i18n/area-messages.tsx'
import { LiveRefresh } from '#app/live-refresh.tsx'
import { Breadcrumb } from '#components/page/breadcrumb.tsx'
import { PageHeader } from '#components/page/page-header.tsx'
import { Section } from '#components/page/section.tsx'
import { TwoColumns } from '#components/page/two-columns.tsx'
import { Callout } from '#components/ui/callout.tsx'
import { Card } from '#components/ui/card.tsx'
import { CodeText } from '#components/ui/code-text.tsx'
import { DescriptionList } from '#components/ui/description-list.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import { UnavailableAction } from '#components/ui/unavailable-action.tsx'
import { requireRole } from '#lib/auth/require-role.ts'
import { getProfile, previewAssignment } from '#lib/portal/profiles/queries.ts'
import { payloadNames } from '../payload-names.ts'
import { AssignForm } from './assign-form.tsx'
import { DeleteButton } from './delete-button.tsx'
import { ProfileMacs } from './profile-macs.tsx'
import { UnassignButton } from './unassign-button.tsx'

interface Props {
  params: Promise<{ id: string }>
  searchParams: Promise<Record<string, unknown>>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const admin = await requireRole('admin')
  const profile = await getProfile(admin, (await params).id)
  if (!profile) notFound()
  return { title: profile.name }
}

export default async function ProfilePage({ params, searchParams }: Props) {
  const admin = await requireRole('admin')
  const profile = await getProfile(admin, (await params).id)
  if (!profile) notFound()
  const groups = await previewAssignment(admin, profile.id)
  const { uploaded, replaced } = await searchParams
  const t = await getTranslations('admin-profiles')
  const locale = await getLocale()
  const names = await payloadNames(profile.payloadTypes)
  const inUse = profile.assignments.length > 0 || profile.installs.some((row) => row.state !== 'forbidden')
  return (
    <AreaMessages areas={['admin-profiles']}>
      <PageHeader
        breadcrumb={
          <Breadcrumb label={t('way_up')} items={[{ href: '/admin/profiles', label: t('title') }]} />
        }
        title={profile.name}
        description={names.join(', ')}
      />
      {replaced || (uploaded && profile.assignments.length === 0) ? (
        <Callout tone="positive" announce="status" className="mb-6">
          {t(replaced ? 'upload.replaced' : 'upload.uploaded')}
        </Callout>
      ) : null}
      <TwoColumns
        aside={
          <>
            <Card>
              <DescriptionList
                items={[
                  { label: t('fact.identifier'), value: <CodeText>{profile.identifier}</CodeText> },
                  {
                    label: t('fact.payloads'),
                    value: (
                      <ul className="space-y-1">
                        {profile.payloadTypes.map((type) => (
                          <li key={type}>
                            <CodeText>{type}</CodeText>
                          </li>
                        ))}
                      </ul>
                    ),
                  },
                  {
                    label: t('column.changed'),
                    value: <RelativeTime date={profile.updatedAt} locale={locale} />,
                  },
                ]}
              />
            </Card>
            {inUse ? (
              <UnavailableAction reason={t('delete.in_use')}>{t('delete.button')}</UnavailableAction>
            ) : (
              <DeleteButton profileId={profile.id} profile={profile.name} />
            )}
          </>
        }
      >
        <Section title={t('assigned.title')} description={t('assigned.body')}>
          {profile.assignments.length > 0 ? (
            <Card padding="none">
              <ul className="divide-y divide-line">
                {profile.assignments.map(({ group }) => {
                  const name = group.everyone ? t('everyone') : group.name
                  return (
                    <li key={group.id} className="flex items-center justify-between gap-4 px-5 py-3">
                      <span className="font-medium text-[0.9375rem]">{name}</span>
                      <UnassignButton
                        profileId={profile.id}
                        groupId={group.id}
                        group={name}
                        profile={profile.name}
                      />
                    </li>
                  )
                })}
              </ul>
            </Card>
          ) : (
            <p className="text-[0.9375rem] text-ink-soft">{t('assigned.none')}</p>
          )}
        </Section>
        {groups.length > 0 ? (
          <Section title={t('assign.title')} description={t('assign.body')}>
            <AssignForm profileId={profile.id} groups={groups} />
          </Section>
        ) : null}
        <Section title={t('macs.title')} description={t('macs.body')}>
          <ProfileMacs installs={profile.installs} />
        </Section>
      </TwoColumns>
      <LiveRefresh topics={['device']} />
    </AreaMessages>
  )
}
