import { type Actor, hasRole } from '#lib/auth/actor.ts'
import { digestApiToken, newApiToken } from '#lib/auth/api-token.ts'
import { ForbiddenError } from '#lib/auth/forbidden-error.ts'
import { recordAudit } from '#lib/portal/audit/record-audit.ts'
import { inTransaction } from '#lib/server/prisma.ts'
import type { CreateTokenInput } from './schema.ts'

const dayMilliseconds = 24 * 60 * 60 * 1000

/** Makes a token of the operator API. This is the only time that its value is known. Admins only. */
export async function createToken(
  actor: Actor,
  { name, scopes, expiresInDays }: CreateTokenInput,
): Promise<{ id: string; token: string; expiresAt: Date | null }> {
  if (!hasRole(actor, 'admin')) throw new ForbiddenError()
  const token = newApiToken()
  const expiresAt = expiresInDays === null ? null : new Date(Date.now() + expiresInDays * dayMilliseconds)
  const createdById = actor.kind === 'person' ? actor.id : null
  const unique = [...new Set(scopes)]
  return inTransaction(async (tx) => {
    const data = { name, scopes: unique, expiresAt, createdById, tokenSha256: digestApiToken(token) }
    const { id } = await tx.apiToken.create({ data })
    await recordAudit(tx, actor, {
      action: 'token.created',
      subject: { kind: 'token', id, label: name },
      detail: { scopes: unique, expiresAt: expiresAt?.toISOString() ?? null },
    })
    return { id, token, expiresAt }
  })
}
