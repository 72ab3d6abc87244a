import { CircleCheck, MessageCircleReply, MessagesSquare } from 'lucide-react'
import { getTranslations } from 'next-intl/server'
import { StatusPill } from '#components/ui/status-pill.tsx'
import type { TicketSide, TicketStatus } from '#lib/portal/tickets/states.ts'

const looks = {
  open: { opener: 'info', helpdesk: 'accent', icon: <MessagesSquare /> },
  waiting: { opener: 'accent', helpdesk: 'neutral', icon: <MessageCircleReply /> },
  resolved: { opener: 'positive', helpdesk: 'positive', icon: <CircleCheck /> },
} as const

/** Whose turn it is, in the words of the side that reads it. */
export async function TicketStatusPill({ status, side }: { status: TicketStatus; side: TicketSide }) {
  const t = await getTranslations('tickets')
  const look = looks[status]
  return (
    <StatusPill tone={look[side]} icon={look.icon}>
      {t(`status.${side}.${status}`)}
    </StatusPill>
  )
}
