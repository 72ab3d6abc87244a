import { hasRole, type PersonActor } from '#lib/auth/actor.ts'
import { ForbiddenError } from '#lib/auth/forbidden-error.ts'
import { inTransaction, prisma } from '#lib/server/prisma.ts'
import { parseTicketStatus, type TicketStatus } from './states.ts'
import { type TicketMatter, takeSnapshot } from './take-snapshot.ts'
import { TicketError } from './ticket-error.ts'
import type { TicketSnapshot } from './ticket-snapshot.ts'

export interface MyTicket {
  number: number
  subject: string
  status: TicketStatus
  updatedAt: Date
  macName: string | null
  /** Somebody of the helpdesk wrote last. */
  answered: boolean
}

/** The actor's own questions: those not solved first, then by what changed last. */
export async function listMyTickets(
  actor: PersonActor,
  options: { unsolvedOnly?: boolean } = {},
): Promise<MyTicket[]> {
  const tickets = await prisma().ticket.findMany({
    where: { openerId: actor.id, ...(options.unsolvedOnly ? { status: { not: 'resolved' } } : {}) },
    include: {
      device: { select: { name: true } },
      messages: { where: { kind: 'message' }, orderBy: { createdAt: 'desc' }, take: 1 },
    },
    orderBy: [{ updatedAt: 'desc' }, { number: 'desc' }],
    take: 100,
  })
  const mine = tickets.map(({ number, subject, status, updatedAt, device, messages }) => ({
    ...{ number, subject, updatedAt },
    status: parseTicketStatus(status),
    macName: device?.name ?? null,
    answered: messages[0] !== undefined && messages[0].authorId !== actor.id,
  }))
  const unsolved = mine.filter((ticket) => ticket.status !== 'resolved')
  return [...unsolved, ...mine.filter((ticket) => ticket.status === 'resolved')]
}

/** What a new question about this Mac or install would take along; null when it is not there or not the actor's. */
export async function previewMatter(
  actor: PersonActor,
  matter: TicketMatter,
): Promise<TicketSnapshot | null> {
  try {
    return (await inTransaction((tx) => takeSnapshot(tx, actor, matter))).snapshot
  } catch (error) {
    if (error instanceof TicketError) return null
    throw error
  }
}

/** How many questions wait for the helpdesk. */
export async function countOpenTickets(actor: PersonActor): Promise<number> {
  if (!hasRole(actor, 'helpdesk')) throw new ForbiddenError()
  return prisma().ticket.count({ where: { status: 'open' } })
}

export interface InboxCounts {
  open: number
  waiting: number
  mine: number
  unassigned: number
}

/** How much lies under each tab of the inbox. */
export async function countInbox(actor: PersonActor): Promise<InboxCounts> {
  if (!hasRole(actor, 'helpdesk')) throw new ForbiddenError()
  const { ticket } = prisma()
  const unsolved = { status: { not: 'resolved' } }
  const [open, waiting, mine, unassigned] = await Promise.all([
    ticket.count({ where: { status: 'open' } }),
    ticket.count({ where: { status: 'waiting' } }),
    ticket.count({ where: { ...unsolved, assigneeId: actor.id } }),
    ticket.count({ where: { ...unsolved, assigneeId: null } }),
  ])
  return { open, waiting, mine, unassigned }
}

/** Those to whom a ticket may be given. */
export async function listAssignees(actor: PersonActor): Promise<{ id: string; name: string }[]> {
  if (!hasRole(actor, 'helpdesk')) throw new ForbiddenError()
  return prisma().person.findMany({
    where: { active: true, role: { in: ['helpdesk', 'admin'] } },
    select: { id: true, name: true },
    orderBy: { name: 'asc' },
    take: 200,
  })
}
