import type { z } from 'zod'
import { hasRole, type PersonActor } from '#lib/auth/actor.ts'
import { ForbiddenError } from '#lib/auth/forbidden-error.ts'
import type { Prisma } from '#lib/server/generated/client.ts'
import { prisma } from '#lib/server/prisma.ts'
import { type InboxSort, type InboxView, inboxInput, ticketNumber } from './schema.ts'
import { parseTicketStatus, type TicketStatus } from './states.ts'
import { decodeTicketCursor, encodeTicketCursor, type TicketCursor } from './ticket-cursor.ts'

export interface InboxRow {
  number: number
  subject: string
  status: TicketStatus
  opener: string
  assignee: string | null
  macName: string | null
  createdAt: Date
  updatedAt: Date
  /** The opener wrote last, and this is since when; null when the helpdesk did. */
  unansweredSince: Date | null
}

export interface InboxPage {
  rows: InboxRow[]
  previous: string | null
  next: string | null
}

const pageSize = 25

/** The columns that may be sorted by, and nothing else. */
const columns = { updated: 'updatedAt', opened: 'createdAt' } as const satisfies Record<InboxSort, string>

function inView(view: InboxView, actorId: string): Prisma.TicketWhereInput {
  if (view === 'mine') return { assigneeId: actorId, status: { not: 'resolved' } }
  if (view === 'unassigned') return { assigneeId: null, status: { not: 'resolved' } }
  return { status: view }
}

function holding(query: string): Prisma.TicketWhereInput {
  if (!query) return {}
  const contains = { contains: query.replace(/[\\%_]/g, '\\$&'), mode: 'insensitive' } as const
  const number = ticketNumber.safeParse(query.replace(/^#/, ''))
  return {
    OR: [
      ...(number.success ? [{ number: number.data }] : []),
      { subject: contains },
      { opener: { OR: [{ name: contains }, { email: contains }] } },
      { device: { OR: [{ name: contains }, { serialNumber: contains }] } },
    ],
  }
}

function beyond(cursor: TicketCursor | null, column: 'updatedAt' | 'createdAt', ascending: boolean) {
  if (!cursor) return {}
  const comparison = ascending ? 'gt' : 'lt'
  return {
    OR: [
      { [column]: { [comparison]: cursor.at } },
      { [column]: cursor.at, number: { [comparison]: cursor.number } },
    ],
  } satisfies Prisma.TicketWhereInput
}

const included = {
  opener: { select: { name: true } },
  assignee: { select: { name: true } },
  device: { select: { name: true } },
  messages: { where: { kind: 'message' }, orderBy: { createdAt: 'desc' }, take: 1 },
} satisfies Prisma.TicketInclude

function rowOf(ticket: Prisma.TicketGetPayload<{ include: typeof included }>): InboxRow {
  const last = ticket.messages[0]
  const { number, subject, createdAt, updatedAt } = ticket
  return {
    ...{ number, subject, createdAt, updatedAt },
    status: parseTicketStatus(ticket.status),
    opener: ticket.opener.name,
    assignee: ticket.assignee?.name ?? null,
    macName: ticket.device?.name ?? null,
    unansweredSince: last && last.authorId === ticket.openerId ? last.createdAt : null,
  }
}

/** The helpdesk's inbox, a page at a time, in the order asked for. */
export async function listTickets(
  actor: PersonActor,
  given: Partial<z.input<typeof inboxInput>>,
): Promise<InboxPage> {
  if (!hasRole(actor, 'helpdesk')) throw new ForbiddenError()
  const { view, query, sort, direction, cursor: place } = inboxInput.parse(given)
  const column = columns[sort]
  const cursor = decodeTicketCursor(place)
  const backwards = cursor?.side === 'before'
  const ascending = (direction === 'asc') !== backwards
  const order = ascending ? 'asc' : 'desc'
  const found = await prisma().ticket.findMany({
    where: { AND: [inView(view, actor.id), holding(query), beyond(cursor, column, ascending)] },
    orderBy: [{ [column]: order }, { number: order }],
    take: pageSize + 1,
    include: included,
  })
  const more = found.length > pageSize
  const page = found.slice(0, pageSize).map(rowOf)
  const rows = backwards ? page.reverse() : page
  const placeOf = (row: InboxRow | undefined, side: 'after' | 'before') =>
    row ? encodeTicketCursor({ side, at: row[column], number: row.number }) : null
  return {
    rows,
    previous: (backwards ? more : cursor !== null) ? placeOf(rows[0], 'before') : null,
    next: backwards || more ? placeOf(rows.at(-1), 'after') : null,
  }
}
