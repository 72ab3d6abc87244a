import type { Metadata } from 'next'
import NextLink from 'next/link'
import { getTranslations } from 'next-intl/server'
import { LiveRefresh } from '#app/live-refresh.tsx'
import { Breadcrumb } from '#components/page/breadcrumb.tsx'
import { PageHeader } from '#components/page/page-header.tsx'
import { buttonStyle } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { DrawingHelp } from '#components/ui/drawing-help.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { requireRole } from '#lib/auth/require-role.ts'
import { listMyTickets } from '#lib/portal/tickets/queries.ts'
import { TicketRow } from './ticket-row.tsx'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('tickets')
  return { title: t('mine.title') }
}

export default async function MyTicketsPage() {
  const employee = await requireRole('employee')
  const t = await getTranslations('tickets')
  const tickets = await listMyTickets(employee)
  const ask = (
    <NextLink href="/tickets/new" className={buttonStyle({ variant: 'primary' })}>
      {t('ask')}
    </NextLink>
  )
  return (
    <>
      <LiveRefresh topics={['ticket']} />
      <PageHeader
        breadcrumb={<Breadcrumb label={t('breadcrumb')} items={[{ href: '/help', label: t('help') }]} />}
        title={t('mine.title')}
        description={t('mine.lead')}
        actions={tickets.length > 0 ? ask : undefined}
      />
      <Card padding="none" className="overflow-clip">
        {tickets.length === 0 ? (
          <EmptyState title={t('mine.empty')} drawing={<DrawingHelp />} action={ask}>
            {t('mine.empty_hint')}
          </EmptyState>
        ) : (
          <ul className="divide-y divide-line">
            {tickets.map((ticket) => (
              <TicketRow key={ticket.number} ticket={ticket} />
            ))}
          </ul>
        )}
      </Card>
    </>
  )
}
