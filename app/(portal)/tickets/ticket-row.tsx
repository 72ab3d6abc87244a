import { Laptop } from 'lucide-react'
import { getLocale, getTranslations } from 'next-intl/server'
import { Badge } from '#components/ui/badge.tsx'
import { CardLink } from '#components/ui/card-link.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import type { MyTicket } from '#lib/portal/tickets/queries.ts'
import { TicketStatusPill } from './ticket-status-pill.tsx'

/** One of the person's own questions. */
export async function TicketRow({ ticket }: { ticket: MyTicket }) {
  const t = await getTranslations('tickets')
  const isNew = ticket.answered && ticket.status === 'waiting'
  return (
    <li className="relative flex flex-col gap-x-6 gap-y-2 px-5 py-4 transition-colors hover:bg-hover sm:flex-row sm:items-center sm:justify-between sm:px-6">
      <div className="min-w-0">
        <p className="flex items-baseline gap-2.5 break-words">
          <CardLink href={`/tickets/${ticket.number}`} className="min-w-0 after:rounded-none">
            <span dir="auto">{ticket.subject}</span>
          </CardLink>
          {isNew ? <Badge tone="accent">{t('mine.new_answer')}</Badge> : null}
        </p>
        <p className="mt-0.5 flex flex-wrap items-center gap-x-3 text-ink-soft text-sm">
          <span className="tabular-nums">#{ticket.number}</span>
          <RelativeTime date={ticket.updatedAt} locale={await getLocale()} />
          {ticket.macName ? (
            <span className="inline-flex min-w-0 items-center gap-1.5">
              <Laptop aria-hidden className="size-3.5 shrink-0" />
              <span dir="auto" className="truncate">
                {ticket.macName}
              </span>
            </span>
          ) : null}
        </p>
      </div>
      <div className="shrink-0">
        <TicketStatusPill status={ticket.status} side="opener" />
      </div>
    </li>
  )
}
