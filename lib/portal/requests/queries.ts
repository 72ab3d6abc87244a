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
  const direction = order === 'asc' ? Prisma.sql`ASC` : Prisma.sql`DESC`
  const ids = await prisma().$queryRaw<{ id: string }[]>`
    SELECT r.id FROM request r WHERE ${whereOf(filter)}
    ORDER BY r.created_at ${direction}, r.id ${direction} LIMIT ${pageSize + 1}`
  const rows = await prisma().request.findMany({
    where: { id: { in: ids.map((row) => row.id) } },
    include: parts,
    orderBy: [{ createdAt: order }, { id: order }],
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

/** People, apps and Macs are arrays and no joins, so that every side of the OR can be looked up by index. */
function whereOf({ status, search, after }: RequestFilter): Prisma.Sql {
  const all = [Prisma.sql`true`]
  if (status) all.push(Prisma.sql`r.status = ${status}`)
  if (search) {
    const like = `%${search.replace(/[\\%_]/g, '\\$&')}%`
    all.push(Prisma.sql`(
      r.person_id = ANY (ARRAY(SELECT id FROM person WHERE name ILIKE ${like} OR email ILIKE ${like}))
      OR r.app_id = ANY (ARRAY(SELECT id FROM catalog_app WHERE name ILIKE ${like}))
      OR r.install_id = ANY (ARRAY(
        SELECT i.id FROM install i JOIN device d ON d.id = i.device_id WHERE d.name ILIKE ${like})))`)
  }
  if (after) {
    const comparison = status === 'waiting' ? Prisma.sql`>` : Prisma.sql`<`
    all.push(Prisma.sql`(r.created_at, r.id) ${comparison} (
      SELECT created_at, id FROM request WHERE id = ${after}::uuid)`)
  }
  return Prisma.join(all, ' AND ')
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
