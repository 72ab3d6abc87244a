import { Laptop } from 'lucide-react'
import { getLocale, getTranslations } from 'next-intl/server'
import { Card } from '#components/ui/card.tsx'
import { CardLink } from '#components/ui/card-link.tsx'
import { CodeText } from '#components/ui/code-text.tsx'
import { DescriptionList } from '#components/ui/description-list.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import type { Mac } from '#lib/portal/macs/queries.ts'
import type { TicketSnapshot } from '#lib/portal/tickets/ticket-snapshot.ts'

/** The Mac of a ticket as it is now, and what was different when the question was asked. */
export async function MacCard({ mac, then }: { mac: Mac; then: TicketSnapshot['mac'] }) {
  const t = await getTranslations('tickets')
  const locale = await getLocale()
  const updated = then?.osVersion && then.osVersion !== mac.osVersion ? then.osVersion : null
  return (
    <Card padding="small" interactive>
      <h2 className="mb-3 flex items-center gap-2.5 font-semibold">
        <Laptop aria-hidden className="size-5 shrink-0 text-ink-soft" />
        <CardLink href={`/helpdesk/macs/${mac.id}`} className="min-w-0 break-words">
          <span dir="auto">{mac.name}</span>
        </CardLink>
      </h2>
      <DescriptionList
        items={[
          { label: t('mac.model'), value: mac.modelName },
          { label: t('mac.serial'), value: mac.serialNumber ? <CodeText>{mac.serialNumber}</CodeText> : '–' },
          {
            label: 'macOS',
            value: mac.osVersion ?? '–',
            hint: updated ? t('mac.then', { version: updated }) : undefined,
          },
          {
            label: t('mac.seen'),
            value: mac.lastSeenAt ? <RelativeTime date={mac.lastSeenAt} locale={locale} /> : t('mac.never'),
          },
          ...(mac.status === 'left' ? [{ label: t('mac.status'), value: t('mac.left') }] : []),
        ]}
      />
    </Card>
  )
}
