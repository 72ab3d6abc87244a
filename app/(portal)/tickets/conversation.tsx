import { getLocale, getTranslations } from 'next-intl/server'
import type { TicketEntry, TicketView } from '#lib/portal/tickets/get-ticket.ts'
import { ChangeLine } from './change-line.tsx'
import { SpeechBubble } from './speech-bubble.tsx'

/** What was said, oldest first. The reader's own side stands at the right. */
export async function Conversation({ ticket, reader }: { ticket: TicketView; reader: string }) {
  const t = await getTranslations('tickets')
  const locale = await getLocale()
  const show = (entry: TicketEntry) =>
    entry.kind === 'status' ? (
      <ChangeLine entry={entry} side={ticket.side} mine={entry.author.id === reader} locale={locale} />
    ) : (
      <SpeechBubble
        entry={entry}
        own={entry.side === ticket.side}
        mine={entry.author.id === reader}
        locale={locale}
      />
    )
  return (
    <ol aria-label={t('conversation.label')} className="space-y-5">
      {ticket.entries.map((entry) => (
        <li key={entry.id}>{show(entry)}</li>
      ))}
    </ol>
  )
}
