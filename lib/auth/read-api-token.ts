import { prisma } from '#lib/server/prisma.ts'
import { makeTokenActor, type TokenActor } from './actor.ts'
import { isApiScope } from './api-scopes.ts'
import { digestApiToken, isApiToken } from './api-token.ts'

const touchAfterMilliseconds = 60_000

/**
 * The actor behind a bearer token, or null for one that never was, was revoked, has expired, or was made by somebody whose
 * account is switched off: which of them is not told. That it was used is written down once a minute at most.
 */
export async function readApiToken(token: string, now = new Date()): Promise<TokenActor | null> {
  if (!isApiToken(token)) return null
  const row = await prisma().apiToken.findUnique({
    where: { tokenSha256: digestApiToken(token) },
    include: { createdBy: { select: { active: true } } },
  })
  // Whoever made it has seen it, and may not keep a way in when they leave.
  if (row?.createdBy?.active === false) return null
  if (!row || row.revokedAt || (row.expiresAt && row.expiresAt <= now)) return null
  if (!row.lastUsedAt || now.getTime() - row.lastUsedAt.getTime() >= touchAfterMilliseconds) {
    await prisma().apiToken.updateMany({ where: { id: row.id }, data: { lastUsedAt: now } })
  }
  return makeTokenActor({ id: row.id, name: row.name, scopes: row.scopes.filter(isApiScope) })
}
