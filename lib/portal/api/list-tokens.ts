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
  /** suspended: whoever made it has left. */
  state: 'active' | 'suspended' | 'expired' | 'revoked'
}

/** Every token of the operator API without its digest, newest first, those that still work before the rest. Admins only. */
export async function listTokens(actor: Actor, now = new Date()): Promise<ListedToken[]> {
  if (!hasRole(actor, 'admin')) throw new ForbiddenError()
  const rows = await prisma().apiToken.findMany({
    include: { createdBy: { select: { name: true, active: true } } },
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
    state: stateOf(row, now),
  }))
}

interface TokenLife {
  revokedAt: Date | null
  expiresAt: Date | null
  createdBy: { active: boolean } | null
}

function stateOf({ revokedAt, expiresAt, createdBy }: TokenLife, now: Date): ListedToken['state'] {
  if (revokedAt) return 'revoked'
  if (expiresAt && expiresAt <= now) return 'expired'
  return createdBy?.active === false ? 'suspended' : 'active'
}
