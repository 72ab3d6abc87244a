import { LockKeyhole } from 'lucide-react'
import { getTranslations } from 'next-intl/server'
import { Avatar } from '#components/ui/avatar.tsx'
import { cn } from '#components/ui/cn.ts'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import type { TicketEntry } from '#lib/portal/tickets/get-ticket.ts'

export interface SpeechBubbleProps {
  entry: TicketEntry
  /** Said by the reader's side. */
  own: boolean
  /** Said by the reader. */
  mine: boolean
  locale: string
}

/** Something that somebody wrote. It is text and nothing else: no markup in it is ever followed. */
export async function SpeechBubble({ entry, own, mine, locale }: SpeechBubbleProps) {
  const t = await getTranslations('tickets')
  const note = entry.kind === 'note'
  return (
    <div className={cn('flex items-end gap-3', own && 'flex-row-reverse')}>
      {own ? null : <Avatar name={entry.author.name} size="small" />}
      <div className="min-w-0 max-w-[min(92%,42rem)]">
        <p
          className={cn(
            'mb-1 flex flex-wrap items-baseline gap-x-2 px-1 text-ink-soft text-sm',
            own && 'justify-end',
          )}
        >
          <span className="font-medium text-ink" dir="auto">
            {mine ? t('conversation.you') : entry.author.name}
          </span>
          <RelativeTime date={entry.at} locale={locale} />
        </p>
        <div
          className={cn(
            'w-fit max-w-full rounded-2xl border px-4 py-2.5 text-[0.9375rem] leading-relaxed',
            own
              ? 'ml-auto rounded-br-md border-accent-mark/20 bg-accent-soft'
              : 'rounded-bl-md border-line bg-raised',
            note && 'border-caution-mark/40 border-dashed bg-caution-soft',
          )}
        >
          {note ? (
            <p className="mb-1 flex items-center gap-1.5 font-medium text-caution-ink text-sm">
              <LockKeyhole aria-hidden className="size-3.5" />
              {t('conversation.note')}
            </p>
          ) : null}
          <p dir="auto" className="whitespace-pre-wrap [overflow-wrap:anywhere]">
            {entry.body}
          </p>
        </div>
      </div>
    </div>
  )
}
