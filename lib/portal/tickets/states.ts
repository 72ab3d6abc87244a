/** open: the helpdesk's turn; waiting: the opener's turn; resolved: nobody's, until the opener writes again. */
export const ticketStatuses = ['open', 'waiting', 'resolved'] as const

export type TicketStatus = (typeof ticketStatuses)[number]

/** On which side of a ticket somebody stands. A helpdesk person is the opener of their own tickets. */
export type TicketSide = 'opener' | 'helpdesk'

export function parseTicketStatus(value: string): TicketStatus {
  const status = ticketStatuses.find((known) => known === value)
  if (!status) throw new Error(`'${value}' is no status of a ticket`)
  return status
}

/** Whose turn it is after a reply: the opener's words always reopen; the helpdesk says what it waits for. */
export function statusAfterReply(side: TicketSide, wanted: TicketStatus | undefined): TicketStatus {
  return side === 'opener' ? 'open' : (wanted ?? 'waiting')
}

/** An opener may say that it is solved. Everything else about the status is the helpdesk's. */
export function maySetStatus(side: TicketSide, to: TicketStatus): boolean {
  return side === 'helpdesk' || to === 'resolved'
}
