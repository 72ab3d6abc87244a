import { randomUUID } from 'node:crypto'
import { CircleCheck } from 'lucide-react'
import type { Metadata } from 'next'
import { notFound, redirect } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { LiveRefresh } from '#app/live-refresh.tsx'
import { Breadcrumb } from '#components/page/breadcrumb.tsx'
import { PageHeader } from '#components/page/page-header.tsx'
import { TwoColumns } from '#components/page/two-columns.tsx'
import { Card } from '#components/ui/card.tsx'
import { requireRole } from '#lib/auth/require-role.ts'
import { getTicket } from '#lib/portal/tickets/get-ticket.ts'
import { changeTicketStatus } from '../actions.ts'
import { Conversation } from '../conversation.tsx'
import { ReplyForm } from '../reply-form.tsx'
import { SentAlong } from '../sent-along.tsx'
import { TicketButton } from '../ticket-button.tsx'
import { TicketStatusPill } from '../ticket-status-pill.tsx'

interface TicketPageProps {
  params: Promise<{ number: string }>
}

export async function generateMetadata({ params }: TicketPageProps): Promise<Metadata> {
  const t = await getTranslations('tickets')
  return { title: t('ticket.page_title', { number: (await params).number }) }
}

export default async function TicketPage({ params }: TicketPageProps) {
  const employee = await requireRole('employee')
  const ticket = await getTicket(employee, Number((await params).number))
  if (!ticket) notFound()
  if (ticket.side === 'helpdesk') redirect(`/helpdesk/tickets/${ticket.number}`)
  const t = await getTranslations('tickets')
  const { number, status, assignee } = ticket
  const failed = t('failed')
  return (
    <>
      <LiveRefresh topics={['ticket']} ids={[ticket.id]} />
      <PageHeader
        breadcrumb={
          <Breadcrumb
            label={t('breadcrumb')}
            items={[
              { href: '/help', label: t('help') },
              { href: '/tickets', label: t('mine.title') },
            ]}
          />
        }
        title={
          <span dir="auto" className="[overflow-wrap:anywhere]">
            {ticket.subject}
          </span>
        }
        status={<TicketStatusPill status={status} side="opener" />}
        description={t(`ticket.next.${status}`, {
          assigned: assignee ? 'yes' : 'no',
          name: assignee?.name ?? '',
        })}
      />
      <TwoColumns
        aside={
          <>
            <SentAlong snapshot={ticket.snapshot} title={t('sent.title')} />
            {status === 'resolved' ? null : (
              <TicketButton
                action={changeTicketStatus}
                fields={{ number: String(number), status: 'resolved' }}
                icon={<CircleCheck aria-hidden />}
                failed={failed}
                wide
              >
                {t('ticket.solve')}
              </TicketButton>
            )}
          </>
        }
      >
        <Conversation ticket={ticket} reader={employee.id} />
        <Card className="mt-8">
          <ReplyForm
            number={number}
            requestKey={randomUUID()}
            labels={{
              field: t(status === 'resolved' ? 'reply.reopen' : 'reply.field'),
              hint: t('reply.shortcut'),
              send: t('reply.send'),
              sending: t('reply.sending'),
              failed,
            }}
          />
        </Card>
      </TwoColumns>
    </>
  )
}
