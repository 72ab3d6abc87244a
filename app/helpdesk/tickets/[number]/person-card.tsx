import { getTranslations } from 'next-intl/server'
import { Avatar } from '#components/ui/avatar.tsx'
import { Card } from '#components/ui/card.tsx'
import { CopyButton } from '#components/ui/copy-button.tsx'
import type { TicketView } from '#lib/portal/tickets/get-ticket.ts'

/** Who asks. */
export async function PersonCard({ opener }: { opener: TicketView['opener'] }) {
  const t = await getTranslations('tickets')
  return (
    <Card padding="small" className="flex items-center gap-3">
      <Avatar name={opener.name} />
      <div className="min-w-0 flex-1">
        <h2 dir="auto" className="truncate font-semibold">
          {opener.name}
        </h2>
        <p className="truncate text-ink-soft text-sm">{opener.email}</p>
      </div>
      <CopyButton value={opener.email} label={t('person.copy')} copiedLabel={t('person.copied')} />
    </Card>
  )
}
