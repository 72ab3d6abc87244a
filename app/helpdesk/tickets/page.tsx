import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { LiveRefresh } from '#app/live-refresh.tsx'
import { SearchForm } from '#components/form/search-form.tsx'
import { PageHeader } from '#components/page/page-header.tsx'
import { DataTable } from '#components/table/data-table.tsx'
import { Pagination } from '#components/table/pagination.tsx'
import { Button } from '#components/ui/button.tsx'
import { DrawingEmptyDesk } from '#components/ui/drawing-empty-desk.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { Tabs } from '#components/ui/tabs.tsx'
import { requireRole } from '#lib/auth/require-role.ts'
import { listTickets } from '#lib/portal/tickets/list-tickets.ts'
import { countInbox } from '#lib/portal/tickets/queries.ts'
import { inboxInput, inboxSorts } from '#lib/portal/tickets/schema.ts'
import { inboxHref } from './inbox-address.ts'
import { inboxColumns } from './inbox-columns.tsx'

interface InboxPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

const tabs = ['open', 'waiting', 'mine', 'unassigned', 'resolved'] as const

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('tickets')
  return { title: t('inbox.title') }
}

export default async function InboxPage({ searchParams }: InboxPageProps) {
  const helper = await requireRole('helpdesk')
  const { q, ...given } = await searchParams
  const address = inboxInput.parse({ ...given, query: q })
  const t = await getTranslations('tickets')
  const [page, counts] = await Promise.all([listTickets(helper, address), countInbox(helper)])
  const { view, query } = address
  const href = (changes: Partial<typeof address>) => inboxHref(address, changes)
  return (
    <>
      <LiveRefresh topics={['ticket']} />
      <PageHeader
        title={t('inbox.title')}
        tabs={
          <Tabs
            label={t('inbox.tabs')}
            current={href({ view })}
            items={tabs.map((tab) => ({
              href: href({ view: tab }),
              label: t(`inbox.tab.${tab}`),
              count: tab === 'resolved' ? undefined : counts[tab],
            }))}
          />
        }
      />
      <div className="mb-4">
        <SearchForm
          key={query}
          action="/helpdesk/tickets"
          label={t('inbox.search')}
          defaultValue={query}
          keep={{ view }}
        >
          <Button type="submit">{t('inbox.search_button')}</Button>
        </SearchForm>
      </div>
      <DataTable
        caption={t('inbox.caption', { view: t(`inbox.tab.${view}`) })}
        columns={await inboxColumns(view)}
        rows={page.rows}
        rowKey={(row) => String(row.number)}
        rowHref={(row) => `/helpdesk/tickets/${row.number}`}
        sort={{ column: address.sort, direction: address.direction }}
        sortHref={({ column, direction }) =>
          href({ sort: inboxSorts.find((sort) => sort === column), direction })
        }
        empty={
          <EmptyState title={t(query ? 'inbox.none' : 'inbox.empty')} drawing={<DrawingEmptyDesk />}>
            {t(query ? 'inbox.none_hint' : `inbox.empty_hint.${view}`)}
          </EmptyState>
        }
        footer={
          page.previous || page.next ? (
            <Pagination
              label={t('inbox.pages')}
              previous={page.previous && href({ cursor: page.previous })}
              next={page.next && href({ cursor: page.next })}
              previousLabel={t('inbox.previous')}
              nextLabel={t('inbox.next')}
            />
          ) : null
        }
      />
    </>
  )
}
