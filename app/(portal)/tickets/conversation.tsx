import { getLocale, getTranslations } from 'next-intl/server'
import type { TicketEntry, TicketView } from '#lib/portal/tickets/get-ticket.ts'
import { ChangeLine } from './change-line.tsx'
import { SpeechBubble } from './speech-bubble.tsx'

/** A reply hands the turn over by itself; only what else changed needs a line. */
function isPlainTurn(entry: TicketEntry, before: TicketEntry | undefined): boolean {
  if (entry.change?.change !== 'status' || before?.kind !== 'message') return false
  const solved = entry.change.from === 'resolved' || entry.change.to === 'resolved'
  return !solved && before.author.id === entry.author.id && entry.at.getTime() - before.at.getTime() < 1000
}

/** What was said, oldest first. The reader's own side stands at the right. */
export async function Conversation({ ticket, reader }: { ticket: TicketView; reader: string }) {
  const t = await getTranslations('tickets')
  const locale = await getLocale()
  const shown = ticket.entries.filter((entry, index, all) => !isPlainTurn(entry, all[index - 1]))
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
      {shown.map((entry) => (
        <li key={entry.id}>{show(entry)}</li>
      ))}
    </ol>
  )
}
