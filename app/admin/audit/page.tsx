import type { Metadata } from 'next'
import { getLocale, getTranslations } from 'next-intl/server'
import { Suspense } from 'react'
import { PageHeader } from '#components/page/page-header.tsx'
import { DataTable } from '#components/table/data-table.tsx'
import { Pagination } from '#components/table/pagination.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { requireRole } from '#lib/auth/require-role.ts'
import { listAuditActions, listAuditEntries } from '#lib/portal/audit/queries.ts'
import { auditFilterSchema } from '#lib/portal/audit/schema.ts'
import { AuditDetail } from './audit-detail.tsx'
import { AuditFilterForm } from './audit-filter-form.tsx'
import { ChainStatus } from './chain-status.tsx'
import { entryWords } from './entry-words.ts'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('admin-audit')
  return { title: t('title') }
}

function addressWith(filter: Record<string, string | undefined>, before: string | null): string | null {
  if (!before) return null
  const kept = Object.entries({ ...filter, before }).filter((entry): entry is [string, string] =>
    Boolean(entry[1]),
  )
  return `/admin/audit?${new URLSearchParams(kept)}`
}

export default async function AuditPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}) {
  const admin = await requireRole('admin')
  const filter = auditFilterSchema.parse(await searchParams)
  const [{ entries, nextBefore }, actions] = await Promise.all([
    listAuditEntries(admin, filter),
    listAuditActions(admin),
  ])
  const t = await getTranslations('admin-audit')
  const locale = await getLocale()
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('description')}
        status={
          <Suspense fallback={<Skeleton className="w-40" />}>
            <ChainStatus admin={admin} />
          </Suspense>
        }
      />
      <AuditFilterForm
        filter={filter}
        actions={actions.map((action) => ({ value: action, label: entryWords(t, action) }))}
      />
      <DataTable
        caption={t('caption')}
        rows={entries}
        rowKey={(entry) => entry.id.toString()}
        columns={[
          {
            id: 'what',
            header: t('columns.what'),
            cell: (entry) => (
              <span>
                {entryWords(t, entry.action)}
                <span className="block font-normal text-ink-soft text-sm">{entry.subjectLabel}</span>
              </span>
            ),
          },
          {
            id: 'who',
            header: t('columns.who'),
            cell: (entry) =>
              entry.actorKind === 'system' || entry.actorKind === 'token'
                ? t(entry.actorKind, { name: entry.actorName })
                : entry.actorName,
          },
          {
            id: 'when',
            header: t('columns.when'),
            cell: (entry) => <RelativeTime date={entry.at} locale={locale} format="datetime" />,
          },
          { id: 'detail', header: t('columns.detail'), cell: (entry) => <AuditDetail entry={entry} /> },
        ]}
        empty={<EmptyState title={t('empty.title')}>{t('empty.body')}</EmptyState>}
        footer={
          <Pagination
            label={t('pages.label')}
            previous={
              filter.before ? addressWith({ ...filter, before: undefined }, '999999999999999999') : null
            }
            next={addressWith(filter, nextBefore)}
            previousLabel={t('pages.newest')}
            nextLabel={t('pages.older')}
          />
        }
      />
    </>
  )
}
