import { getLocale, getTranslations } from 'next-intl/server'
import { TicketStatusPill } from '#app/(portal)/tickets/ticket-status-pill.tsx'
import type { TableColumn } from '#components/table/table-column.ts'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import type { InboxRow } from '#lib/portal/tickets/list-tickets.ts'
import type { InboxView } from '#lib/portal/tickets/schema.ts'

function Person({ name, fallback }: { name: string | null; fallback: string }) {
  if (!name) return <span className="text-ink-soft">{fallback}</span>
  return <span dir="auto">{name}</span>
}

function Subject({ row, unanswered }: { row: InboxRow; unanswered: string }) {
  return (
    <span className="inline-flex min-w-0 items-baseline gap-2">
      <span dir="auto" className="[overflow-wrap:anywhere]">
        {row.subject}
      </span>
      <span className="shrink-0 font-normal text-ink-soft text-sm tabular-nums">#{row.number}</span>
      {row.unansweredSince && row.status !== 'resolved' ? (
        <span className="relative top-px size-2 shrink-0 self-center rounded-full bg-accent-mark">
          <span className="sr-only">{unanswered}</span>
        </span>
      ) : null}
    </span>
  )
}

/** What the inbox shows of a ticket. The status is left out where the tab says it. */
export async function inboxColumns(view: InboxView): Promise<TableColumn<InboxRow>[]> {
  const t = await getTranslations('tickets')
  const locale = await getLocale()
  const status: TableColumn<InboxRow> = {
    id: 'status',
    header: t('inbox.status'),
    cell: (row) => <TicketStatusPill status={row.status} side="helpdesk" />,
  }
  return [
    {
      id: 'subject',
      header: t('inbox.subject'),
      cell: (row) => <Subject row={row} unanswered={t('inbox.unanswered')} />,
    },
    { id: 'opener', header: t('inbox.opener'), cell: (row) => <Person name={row.opener} fallback="" /> },
    {
      id: 'mac',
      header: t('inbox.mac'),
      hideOn: 'medium',
      cell: (row) => <Person name={row.macName} fallback="–" />,
    },
    {
      id: 'assignee',
      header: t('inbox.assignee'),
      cell: (row) => <Person name={row.assignee} fallback={t('inbox.nobody')} />,
    },
    ...(view === 'mine' || view === 'unassigned' ? [status] : []),
    {
      id: 'opened',
      header: t('inbox.opened'),
      sortable: true,
      align: 'end',
      hideOn: 'medium',
      cell: (row) => <RelativeTime date={row.createdAt} locale={locale} />,
    },
    {
      id: 'updated',
      header: t('inbox.updated'),
      sortable: true,
      align: 'end',
      cell: (row) => <RelativeTime date={row.updatedAt} locale={locale} />,
    },
  ]
}
