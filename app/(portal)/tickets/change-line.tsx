import { getTranslations } from 'next-intl/server'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import type { TicketEntry } from '#lib/portal/tickets/get-ticket.ts'
import type { TicketSide } from '#lib/portal/tickets/states.ts'

export interface ChangeLineProps {
  entry: TicketEntry
  /** On which side its reader stands. */
  side: TicketSide
  mine: boolean
  locale: string
}

/** A line between the bubbles: whose turn it became, who took it. */
export async function ChangeLine({ entry, side, mine, locale }: ChangeLineProps) {
  const t = await getTranslations('tickets')
  const { change, author } = entry
  if (!change) return null
  const who = mine ? 'you' : 'other'
  const words =
    change.change === 'status'
      ? t(`change.${side}.${change.to}`, { who, name: author.name })
      : t(change.name === null ? 'change.released' : 'change.assigned', { name: change.name ?? '' })
  return (
    <p className="flex flex-wrap items-baseline justify-center gap-x-2 text-center text-ink-soft text-sm">
      <span dir="auto">{words}</span>
      <RelativeTime date={entry.at} locale={locale} />
    </p>
  )
}
