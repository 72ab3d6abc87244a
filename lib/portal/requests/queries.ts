import { z } from 'zod'
import { type Actor, hasRole } from '#lib/auth/actor.ts'
import { ForbiddenError } from '#lib/auth/forbidden-error.ts'
import { Prisma } from '#lib/server/generated/client.ts'
import { prisma } from '#lib/server/prisma.ts'
import type { RequestFilter } from './schema.ts'

const pageSize = 50

const parts = {
  person: { select: { id: true, name: true, email: true } },
  app: { select: { id: true, slug: true, name: true, publisher: true, iconType: true, updatedAt: true } },
  install: {
    select: { state: true, device: { select: { id: true, name: true, modelName: true, osVersion: true } } },
  },
} as const satisfies Prisma.RequestInclude

type Row = Prisma.RequestGetPayload<{ include: typeof parts }>

export interface RequestView {
  id: string
  status: string
  reason: string
  createdAt: Date
  expiresAt: Date
  decidedAt: Date | null
  decisionReason: string | null
  decidedBy: { id: string; name: string } | null
  person: { id: string; name: string; email: string }
  app: { id: string; slug: string; name: string; publisher: string; iconUrl: string | null }
  device: { id: string; name: string; modelName: string; osVersion: string | null }
  installId: string
  installState: string
}

/** Requests for the admin to decide upon and to look back at: those that wait longest first, else the newest first. */
export async function listRequests(
  actor: Actor,
  filter: RequestFilter,
): Promise<{ items: RequestView[]; nextAfter: string | null }> {
  if (!hasRole(actor, 'admin')) throw new ForbiddenError()
  const order = filter.status === 'waiting' ? 'asc' : 'desc'
  const rows = await prisma().request.findMany({
    where: whereOf(filter),
    include: parts,
    orderBy: [{ createdAt: order }, { id: order }],
    take: pageSize + 1,
    ...(filter.after && { cursor: { id: filter.after }, skip: 1 }),
  })
  const items = await viewRequests(rows.slice(0, pageSize))
  const last = rows.length > pageSize ? items.at(-1) : undefined
  return { items, nextAfter: last?.id ?? null }
}

/** One request: for an admin, and for the person who made it. */
export async function getRequest(actor: Actor, id: string): Promise<RequestView | null> {
  if (!z.uuid().safeParse(id).success) return null
  const row = await prisma().request.findUnique({ where: { id }, include: parts })
  if (!row || !(hasRole(actor, 'admin') || row.personId === actor.id)) return null
  const [view] = await viewRequests([row])
  return view ?? null
}

/** How many wait for an admin: the number beside the menu entry. */
export async function countWaitingRequests(actor: Actor): Promise<number> {
  if (!hasRole(actor, 'admin')) throw new ForbiddenError()
  return prisma().request.count({ where: { status: 'waiting' } })
}

function whereOf({ status, search }: RequestFilter): Prisma.RequestWhereInput {
  const contains = { contains: search ?? '', mode: Prisma.QueryMode.insensitive }
  return {
    ...(status && { status }),
    ...(search && {
      OR: [
        { person: { name: contains } },
        { person: { email: contains } },
        { app: { name: contains } },
        { install: { device: { name: contains } } },
      ],
    }),
  }
}

async function viewRequests(rows: Row[]): Promise<RequestView[]> {
  const deciders = await prisma().person.findMany({
    where: { id: { in: rows.flatMap((row) => row.decidedById ?? []) } },
    select: { id: true, name: true },
  })
  const byId = new Map(deciders.map((person) => [person.id, person]))
  return rows.map((row) => {
    const { id, slug, name, publisher, iconType, updatedAt } = row.app
    const iconUrl = iconType && `/api/apps/${id}/icon?v=${updatedAt.getTime()}`
    return {
      id: row.id,
      status: row.status,
      reason: row.reason,
      createdAt: row.createdAt,
      expiresAt: row.expiresAt,
      decidedAt: row.decidedAt,
      decisionReason: row.decisionReason,
      decidedBy: (row.decidedById && byId.get(row.decidedById)) || null,
      person: row.person,
      app: { id, slug, name, publisher, iconUrl },
      device: row.install.device,
      installId: row.installId,
      installState: row.install.state,
    }
  })
}
