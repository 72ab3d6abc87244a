import type { PersonActor } from '#lib/auth/actor.ts'
import type { Prisma } from '#lib/server/generated/client.ts'
import { prisma } from '#lib/server/prisma.ts'
import { sideOf } from './lock-ticket.ts'
import { ticketNumber } from './schema.ts'
import { parseTicketStatus, type TicketSide, type TicketStatus } from './states.ts'
import { type TicketChange, ticketChange } from './ticket-change.ts'
import { type TicketSnapshot, ticketSnapshot } from './ticket-snapshot.ts'

export interface TicketEntry {
  id: string
  kind: 'message' | 'note' | 'status'
  author: { id: string; name: string }
  /** On which side its author stands. */
  side: TicketSide
  body: string
  change: TicketChange | null
  at: Date
}

export interface TicketView {
  id: string
  number: number
  subject: string
  status: TicketStatus
  createdAt: Date
  updatedAt: Date
  /** On which side the reader stands: notes are there for the helpdesk only. */
  side: TicketSide
  opener: { id: string; name: string; email: string }
  assignee: { id: string; name: string } | null
  deviceId: string | null
  installId: string | null
  snapshot: TicketSnapshot | null
  entries: TicketEntry[]
}

const included = {
  opener: { select: { id: true, name: true, email: true } },
  assignee: { select: { id: true, name: true } },
} satisfies Prisma.TicketInclude

type MessageRow = Prisma.TicketMessageGetPayload<{
  include: { author: { select: { id: true; name: true } } }
}>

function entryOf(row: MessageRow, openerId: string): TicketEntry {
  const change = ticketChange.safeParse(row.data)
  return {
    id: row.id,
    kind: row.kind === 'note' || row.kind === 'status' ? row.kind : 'message',
    author: row.author,
    side: row.authorId === openerId ? 'opener' : 'helpdesk',
    body: row.body,
    change: change.success ? change.data : null,
    at: row.createdAt,
  }
}

function snapshotIn(rows: MessageRow[]): TicketSnapshot | null {
  for (const { data } of rows) {
    if (typeof data !== 'object' || data === null || !('snapshot' in data)) continue
    return ticketSnapshot.safeParse(data.snapshot).data ?? null
  }
  return null
}

/** The opener is shown what was sent along, without what is only of use to those who look for the cause. */
function forOpener(snapshot: TicketSnapshot | null): TicketSnapshot | null {
  if (!snapshot?.install) return snapshot
  const history = snapshot.install.history.map((step) => ({ ...step, cause: { kind: step.cause.kind } }))
  return { ...snapshot, install: { ...snapshot.install, failureDetail: null, history } }
}

/** A conversation, for its opener or the helpdesk; null when it is not there or not theirs. Notes never leave the helpdesk. */
export async function getTicket(actor: PersonActor, number: number): Promise<TicketView | null> {
  const asked = ticketNumber.safeParse(number)
  if (!asked.success) return null
  const ticket = await prisma().ticket.findUnique({ where: { number: asked.data }, include: included })
  const side = ticket && sideOf(actor, ticket.openerId)
  if (!ticket || !side) return null
  const rows = await prisma().ticketMessage.findMany({
    where: { ticketId: ticket.id, ...(side === 'opener' ? { kind: { not: 'note' } } : {}) },
    include: { author: { select: { id: true, name: true } } },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  })
  const snapshot = snapshotIn(rows)
  const { id, subject, createdAt, updatedAt, opener, assignee, deviceId, installId } = ticket
  return {
    ...{ id, subject, createdAt, updatedAt, opener, assignee, deviceId, installId, side },
    number: ticket.number,
    status: parseTicketStatus(ticket.status),
    snapshot: side === 'opener' ? forOpener(snapshot) : snapshot,
    entries: rows.map((row) => entryOf(row, ticket.openerId)),
  }
}
