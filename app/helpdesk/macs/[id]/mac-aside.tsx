import { getTranslations } from 'next-intl/server'
import { MacTimeline } from '#app/(portal)/macs/mac-timeline.tsx'
import { Avatar } from '#components/ui/avatar.tsx'
import { Card } from '#components/ui/card.tsx'
import type { PersonActor } from '#lib/auth/actor.ts'
import { listMacTickets } from '#lib/portal/macs/list-mac-tickets.ts'
import { listMacEvents, type Mac } from '#lib/portal/macs/queries.ts'
import { OwnershipCard } from './ownership-card.tsx'
import { TicketList } from './ticket-list.tsx'

/** Beside a Mac: whose it is, what was asked about it, what happened. */
export async function MacAside({ helper, mac }: { helper: PersonActor; mac: Mac }) {
  const t = await getTranslations('helpdesk-macs')
  const [tickets, events] = await Promise.all([
    listMacTickets(helper, mac.id),
    listMacEvents(helper, mac.id, 15),
  ])
  return (
    <>
      <Card>
        <h2 className="mb-3 font-semibold">{t('owner')}</h2>
        <div className="flex items-center gap-3">
          <Avatar name={mac.ownerName} />
          <div className="min-w-0">
            <p className="font-medium text-(length:--body)">{mac.ownerName}</p>
            <p className="truncate text-ink-soft text-sm">{mac.ownerEmail}</p>
          </div>
        </div>
      </Card>
      <OwnershipCard helper={helper} mac={mac} />
      <Card>
        <h2 className="mb-4 font-semibold">{t('tickets.title')}</h2>
        <TicketList tickets={tickets} />
      </Card>
      <Card>
        <h2 className="mb-4 font-semibold">{t('timeline')}</h2>
        <MacTimeline events={events} />
      </Card>
    </>
  )
}
