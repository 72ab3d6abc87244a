import type { Metadata } from 'next'
import { notFound, redirect } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { Conversation } from '#app/(portal)/tickets/conversation.tsx'
import { TicketStatusPill } from '#app/(portal)/tickets/ticket-status-pill.tsx'
import { currentLocale } from '#app/i18n/current-locale.ts'
import { LiveRefresh } from '#app/live-refresh.tsx'
import { Breadcrumb } from '#components/page/breadcrumb.tsx'
import { PageHeader } from '#components/page/page-header.tsx'
import { TwoColumns } from '#components/page/two-columns.tsx'
import { requireRole } from '#lib/auth/require-role.ts'
import { getInstall } from '#lib/portal/installs/queries.ts'
import { getArticleForFailure } from '#lib/portal/knowledge/queries.ts'
import { getMac } from '#lib/portal/macs/queries.ts'
import { getTicket } from '#lib/portal/tickets/get-ticket.ts'
import { HandlingCard } from './handling-card.tsx'
import { InstallCard } from './install-card.tsx'
import { MacCard } from './mac-card.tsx'
import { PersonCard } from './person-card.tsx'
import { WritePanel } from './write-panel.tsx'

interface HelpdeskTicketPageProps {
  params: Promise<{ number: string }>
}

export async function generateMetadata({ params }: HelpdeskTicketPageProps): Promise<Metadata> {
  const t = await getTranslations('tickets')
  return { title: t('handling.page_title', { number: (await params).number }) }
}

export default async function HelpdeskTicketPage({ params }: HelpdeskTicketPageProps) {
  const helper = await requireRole('helpdesk')
  const ticket = await getTicket(helper, Number((await params).number))
  if (!ticket) notFound()
  // Their own question is answered by a colleague: here they are somebody who asks.
  if (ticket.side === 'opener') redirect(`/tickets/${ticket.number}`)
  const t = await getTranslations('tickets')
  const { deviceId, installId, snapshot } = ticket
  const mac = deviceId ? await getMac(helper, deviceId) : null
  const install = installId ? await getInstall(helper, installId) : null
  const failure = install?.look.failureCode
  const article = failure ? await getArticleForFailure(helper, failure, await currentLocale()) : null
  return (
    <>
      <LiveRefresh
        topics={['ticket', 'install', 'device']}
        ids={[ticket.id, deviceId, installId].filter((id) => id !== null)}
      />
      <PageHeader
        breadcrumb={
          <Breadcrumb
            label={t('breadcrumb')}
            items={[{ href: '/helpdesk/tickets', label: t('inbox.title') }]}
          />
        }
        title={
          <span dir="auto" className="[overflow-wrap:anywhere]">
            {ticket.subject}
          </span>
        }
        status={<TicketStatusPill status={ticket.status} side="helpdesk" />}
        description={t('handling.about', { number: ticket.number, name: ticket.opener.name })}
      />
      <TwoColumns
        aside={
          <>
            <HandlingCard ticket={ticket} helper={helper} />
            <PersonCard opener={ticket.opener} />
            {mac ? <MacCard mac={mac} then={snapshot?.mac ?? null} /> : null}
            {install ? (
              <InstallCard install={install} then={snapshot?.install ?? null} article={article} />
            ) : null}
          </>
        }
      >
        <Conversation ticket={ticket} reader={helper.id} />
        <WritePanel ticket={ticket} />
      </TwoColumns>
    </>
  )
}
