import { getLocale, getTranslations } from 'next-intl/server'
import { TicketStatusPill } from '#app/(portal)/tickets/ticket-status-pill.tsx'
import { Link } from '#components/ui/link.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import type { MacTicket } from '#lib/portal/macs/list-mac-tickets.ts'
import { parseTicketStatus } from '#lib/portal/tickets/states.ts'

/** The questions that were asked about a Mac. */
export async function TicketList({ tickets }: { tickets: MacTicket[] }) {
  const t = await getTranslations('helpdesk-macs.tickets')
  const locale = await getLocale()
  if (tickets.length === 0) return <p className="text-ink-soft text-sm">{t('none')}</p>
  return (
    <ul className="space-y-4">
      {tickets.map((ticket) => (
        <li key={ticket.number} className="text-(length:--body)">
          <Link quiet href={`/helpdesk/tickets/${ticket.number}`} className="break-words">
            {ticket.subject}
          </Link>
          <p className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1 text-ink-soft text-sm">
            <TicketStatusPill status={parseTicketStatus(ticket.status)} side="helpdesk" />
            <RelativeTime date={ticket.updatedAt} locale={locale} />
          </p>
        </li>
      ))}
    </ul>
  )
}
