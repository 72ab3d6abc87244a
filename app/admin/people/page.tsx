import type { Metadata } from 'next'
import { getLocale, getTranslations } from 'next-intl/server'
import { z } from 'zod'
import { LiveRefresh } from '#app/live-refresh.tsx'
import { SearchForm } from '#components/form/search-form.tsx'
import { PageHeader } from '#components/page/page-header.tsx'
import { DataTable } from '#components/table/data-table.tsx'
import { Badge } from '#components/ui/badge.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { Link } from '#components/ui/link.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import { StatusPill } from '#components/ui/status-pill.tsx'
import { requireRole } from '#lib/auth/require-role.ts'
import { listPeople } from '#lib/portal/accounts/queries.ts'
import { getHeld } from '#lib/portal/offboarding/get-held.ts'
import { AreaMessages } from '../../i18n/area-messages.tsx'
import { HeldPeople } from './held-people.tsx'
import { PersonActions } from './person-actions.tsx'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('admin-people')
  return { title: t('title') }
}

const search = z.object({ q: z.string().trim().min(1).max(100).optional().catch(undefined) })

export default async function PeoplePage({
  searchParams,
}: {
  searchParams: Promise<Record<string, unknown>>
}) {
  const admin = await requireRole('admin')
  const { q } = search.parse(await searchParams)
  const [people, held] = await Promise.all([listPeople(admin, q), getHeld(admin)])
  const t = await getTranslations('admin-people')
  const locale = await getLocale()
  return (
    <AreaMessages areas={['admin-people']}>
      <PageHeader title={t('title')} description={t('description')} />
      {held ? (
        <div className="mb-5">
          <HeldPeople held={{ ...held, heldUntil: held.heldUntil.toISOString() }} />
        </div>
      ) : null}
      <div className="mb-5">
        <SearchForm action="/admin/people" label={t('search')} defaultValue={q} />
      </div>
      <DataTable
        caption={t('title')}
        rows={people}
        rowKey={(person) => person.id}
        columns={[
          {
            id: 'name',
            header: t('columns.name'),
            cell: (person) => (
              <span>
                <Link quiet href={`/admin/people/${person.id}`}>
                  {person.name}
                </Link>
                <span className="block font-normal text-ink-soft text-sm">{person.email}</span>
              </span>
            ),
          },
          {
            id: 'role',
            header: t('columns.role'),
            cell: (person) => (
              <span className="inline-flex flex-wrap gap-1.5">
                <Badge tone={person.role === 'employee' ? 'neutral' : 'accent'}>
                  {t(`roles.${person.role}`)}
                </Badge>
                {person.active ? null : <StatusPill tone="caution">{t('switched_off')}</StatusPill>}
              </span>
            ),
          },
          { id: 'macs', header: t('columns.macs'), align: 'end', cell: (person) => person.deviceCount },
          {
            id: 'signedIn',
            header: t('columns.signed_in'),
            cell: (person) =>
              person.signedInAt ? <RelativeTime date={person.signedInAt} locale={locale} /> : t('never'),
          },
          {
            id: 'sessions',
            header: t('columns.sessions'),
            align: 'end',
            cell: (person) => <PersonActions person={person} own={person.id === admin.id} />,
          },
        ]}
        empty={<EmptyState title={t('empty.title')}>{t('empty.body')}</EmptyState>}
      />
      <LiveRefresh topics={['person']} />
    </AreaMessages>
  )
}
