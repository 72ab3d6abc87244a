import { getTranslations } from 'next-intl/server'
import { Card } from '#components/ui/card.tsx'
import { CardLink } from '#components/ui/card-link.tsx'
import { Link } from '#components/ui/link.tsx'
import type { MyTicket } from '#lib/portal/tickets/queries.ts'
import { TicketStatusPill } from '../tickets/ticket-status-pill.tsx'

/** The person's questions that are not solved yet. */
export async function MyQuestions({ tickets }: { tickets: MyTicket[] }) {
  const t = await getTranslations('help')
  return (
    <section aria-labelledby="questions">
      <div className="mb-3 flex items-baseline justify-between gap-4">
        <h2 id="questions" className="font-semibold text-lg">
          {t('questions.title')}
        </h2>
        <Link quiet href="/tickets" className="text-sm">
          {t('questions.all')}
        </Link>
      </div>
      {tickets.length === 0 ? <p className="text-[0.9375rem] text-ink-soft">{t('questions.none')}</p> : null}
      <ul className="space-y-3">
        {tickets.slice(0, 5).map((ticket) => (
          <li key={ticket.number}>
            <Card interactive padding="small" className="space-y-2">
              <CardLink href={`/tickets/${ticket.number}`} className="block break-words font-medium">
                <span dir="auto">{ticket.subject}</span>
              </CardLink>
              <TicketStatusPill status={ticket.status} side="opener" />
            </Card>
          </li>
        ))}
      </ul>
    </section>
  )
}
