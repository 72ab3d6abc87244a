import { getLocale, getTranslations } from 'next-intl/server'
import { DataTable } from '#components/table/data-table.tsx'
import type { TableColumn } from '#components/table/table-column.ts'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import type { RequestView } from '#lib/portal/requests/queries.ts'

/** Requests that were answered, or ended without an answer, the newest first. */
export async function DecidedRequests(props: { requests: RequestView[]; status: string; searched?: string }) {
  const t = await getTranslations('admin-requests')
  const locale = await getLocale()
  const columns: TableColumn<RequestView>[] = [
    {
      id: 'what',
      header: t('column.what'),
      cell: (request) => t('app_for', { app: request.app.name, person: request.person.name }),
    },
    { id: 'mac', header: t('column.mac'), cell: (request) => request.device.name, hideOn: 'medium' },
    { id: 'reason', header: t('column.reason'), cell: (request) => request.reason || '–' },
    {
      id: 'answer',
      header: t('column.answer'),
      cell: (request) => request.decisionReason ?? '–',
    },
    {
      id: 'by',
      header: t('column.by'),
      cell: (request) => request.decidedBy?.name ?? t('by_policy'),
      hideOn: 'small',
    },
    {
      id: 'when',
      header: t('column.when'),
      cell: (request) => (
        <RelativeTime
          date={request.decidedAt ?? request.createdAt}
          locale={locale}
          className="whitespace-nowrap"
        />
      ),
      align: 'end',
    },
  ]
  const answered = props.status === 'approved' || props.status === 'declined'
  return (
    <DataTable
      caption={t(`status.${props.status}`)}
      rows={props.requests}
      rowKey={(request) => request.id}
      rowHref={(request) => `/requests/${request.installId}`}
      columns={answered ? columns : columns.filter(({ id }) => id !== 'answer' && id !== 'by')}
      empty={
        <EmptyState title={t(props.searched ? 'none_found' : 'none_decided')}>
          {t(props.searched ? 'none_found_body' : 'none_decided_body')}
        </EmptyState>
      }
    />
  )
}
