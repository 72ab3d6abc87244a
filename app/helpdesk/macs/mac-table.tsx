import { getLocale, getTranslations } from 'next-intl/server'
import { HealthPill } from '#app/(portal)/macs/health-pill.tsx'
import { DataTable } from '#components/table/data-table.tsx'
import { Pagination } from '#components/table/pagination.tsx'
import { DrawingEmptyDesk } from '#components/ui/drawing-empty-desk.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import { type FoundMac, searchMacsInput } from '#lib/portal/macs/search-macs.ts'
import { type MacSearchState, searchAddress } from './search-address.ts'

async function columns() {
  const t = await getTranslations('helpdesk-macs.column')
  const locale = await getLocale()
  return [
    {
      id: 'name',
      header: t('name'),
      sortable: true,
      cell: (row: FoundMac) => (
        <>
          <span className="block break-words">{row.name}</span>
          <span className="block font-normal text-ink-soft text-sm">{row.modelName}</span>
        </>
      ),
    },
    { id: 'owner', header: t('owner'), sortable: true, cell: (row: FoundMac) => row.ownerName },
    {
      id: 'health',
      header: t('health'),
      cell: (row: FoundMac) => (
        <>
          <HealthPill health={row.health} />
          {row.leftAt ? (
            <span className="mt-0.5 block text-ink-soft text-sm">
              <RelativeTime date={row.leftAt} locale={locale} />
            </span>
          ) : null}
        </>
      ),
    },
    {
      id: 'serial',
      header: t('serial'),
      hideOn: 'medium' as const,
      cell: (row: FoundMac) => (
        <span translate="no" className="font-mono text-sm">
          {row.serialNumber ?? '—'}
        </span>
      ),
    },
    {
      id: 'os',
      header: t('os'),
      sortable: true,
      hideOn: 'medium' as const,
      cell: (row: FoundMac) => row.osVersion ?? '—',
    },
    {
      id: 'seen',
      header: t('seen'),
      sortable: true,
      align: 'end' as const,
      cell: (row: FoundMac) =>
        row.lastSeenAt ? <RelativeTime date={row.lastSeenAt} locale={locale} /> : t('never'),
    },
  ]
}

/** The Macs that a search found, in the order asked for, a page at a time. */
export async function MacTable(props: { macs: FoundMac[]; hasMore: boolean; state: MacSearchState }) {
  const t = await getTranslations('helpdesk-macs')
  const { macs, hasMore, state } = props
  const to = (change: Partial<MacSearchState>) => searchAddress(state, change)
  const narrowed = state.kind === 'any' ? 'empty' : 'ownership.none'
  const empty = state.query ? 'none' : state.status === 'left' ? 'left' : narrowed
  return (
    <DataTable
      caption={t('caption')}
      columns={await columns()}
      rows={macs}
      rowKey={(row) => row.id}
      rowHref={(row) => `/helpdesk/macs/${row.id}`}
      sort={{ column: state.sort, direction: state.direction }}
      sortHref={({ column, direction }) => to({ sort: searchMacsInput.shape.sort.parse(column), direction })}
      empty={
        <EmptyState title={t(`${empty}.title`, { query: state.query })} drawing={<DrawingEmptyDesk />}>
          {t(`${empty}.body`)}
        </EmptyState>
      }
      footer={
        hasMore || state.page > 1 ? (
          <Pagination
            label={t('pages')}
            summary={t('page', { page: state.page })}
            previous={state.page > 1 ? to({ page: state.page - 1 }) : null}
            next={hasMore ? to({ page: state.page + 1 }) : null}
            previousLabel={t('previous')}
            nextLabel={t('next')}
          />
        ) : null
      }
    />
  )
}
