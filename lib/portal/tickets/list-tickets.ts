import type { z } from 'zod'
import { hasRole, type PersonActor } from '#lib/auth/actor.ts'
import { ForbiddenError } from '#lib/auth/forbidden-error.ts'
import { Prisma } from '#lib/server/generated/client.ts'
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
const columns = {
  updated: { field: 'updatedAt', sql: Prisma.sql`t.updated_at` },
  opened: { field: 'createdAt', sql: Prisma.sql`t.created_at` },
} as const satisfies Record<InboxSort, { field: string; sql: Prisma.Sql }>

function inView(view: InboxView, actorId: string): Prisma.Sql {
  if (view === 'mine') return Prisma.sql`t.assignee_id = ${actorId}::uuid AND t.status <> 'resolved'`
  if (view === 'unassigned') return Prisma.sql`t.assignee_id IS NULL AND t.status <> 'resolved'`
  return Prisma.sql`t.status = ${view}`
}

/** People and Macs are arrays and no joins, so that every side of the OR can be looked up by index. */
function holding(query: string): Prisma.Sql {
  if (!query) return Prisma.sql`true`
  const like = `%${query.replace(/[\\%_]/g, '\\$&')}%`
  const number = ticketNumber.safeParse(query.replace(/^#/, '')).data ?? null
  return Prisma.sql`(t.number = ${number}::int OR t.subject ILIKE ${like}
    OR t.opener_id = ANY (ARRAY(SELECT id FROM person WHERE name ILIKE ${like} OR email ILIKE ${like}))
    OR t.device_id = ANY (ARRAY(SELECT id FROM device WHERE name ILIKE ${like} OR serial_number ILIKE ${like})))`
}

function beyond(cursor: TicketCursor | null, column: Prisma.Sql, ascending: boolean): Prisma.Sql {
  if (!cursor) return Prisma.sql`true`
  const comparison = ascending ? Prisma.sql`>` : Prisma.sql`<`
  return Prisma.sql`(${column}, t.number) ${comparison} (${cursor.at}::timestamptz, ${cursor.number}::int)`
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
  const direct = ascending ? Prisma.sql`ASC` : Prisma.sql`DESC`
  const ids = await prisma().$queryRaw<{ id: string }[]>`
    SELECT t.id FROM ticket t
    WHERE ${inView(view, actor.id)} AND ${holding(query)} AND ${beyond(cursor, column.sql, ascending)}
    ORDER BY ${column.sql} ${direct}, t.number ${direct} LIMIT ${pageSize + 1}`
  const found = await prisma().ticket.findMany({
    where: { id: { in: ids.map((row) => row.id) } },
    orderBy: [{ [column.field]: order }, { number: order }],
    include: included,
  })
  const more = found.length > pageSize
  const page = found.slice(0, pageSize).map(rowOf)
  const rows = backwards ? page.reverse() : page
  const placeOf = (row: InboxRow | undefined, side: 'after' | 'before') =>
    row ? encodeTicketCursor({ side, at: row[column.field], number: row.number }) : null
  return {
    rows,
    previous: (backwards ? more : cursor !== null) ? placeOf(rows[0], 'before') : null,
    next: backwards || more ? placeOf(rows.at(-1), 'after') : null,
  }
}
