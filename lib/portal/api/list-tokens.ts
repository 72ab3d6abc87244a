import { type Actor, hasRole } from '#lib/auth/actor.ts'
import { ForbiddenError } from '#lib/auth/forbidden-error.ts'
import { prisma } from '#lib/server/prisma.ts'

export interface ListedToken {
  id: string
  name: string
  scopes: string[]
  createdBy: string | null
  createdAt: Date
  expiresAt: Date | null
  lastUsedAt: Date | null
  state: 'active' | 'expired' | 'revoked'
}

/** Every token of the operator API without its digest, newest first, those that still work before the rest. Admins only. */
export async function listTokens(actor: Actor, now = new Date()): Promise<ListedToken[]> {
  if (!hasRole(actor, 'admin')) throw new ForbiddenError()
  const rows = await prisma().apiToken.findMany({
    include: { createdBy: { select: { name: true } } },
    orderBy: [{ revokedAt: { sort: 'desc', nulls: 'first' } }, { createdAt: 'desc' }],
    take: 200,
  })
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    scopes: row.scopes,
    createdBy: row.createdBy?.name ?? null,
    createdAt: row.createdAt,
    expiresAt: row.expiresAt,
    lastUsedAt: row.lastUsedAt,
    state: row.revokedAt ? 'revoked' : row.expiresAt && row.expiresAt <= now ? 'expired' : 'active',
  }))
}
