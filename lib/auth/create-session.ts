import { env } from '#lib/server/env.ts'
import type { Transaction } from '#lib/server/prisma.ts'
import { ForbiddenError } from './forbidden-error.ts'
import { digestSessionToken } from './session-token.ts'

export interface NewSession {
  token: string
  personId: string
  userAgent: string | null
}

/**
 * Files a session under the digest of its token. It ends at expiresAt however much it is used.
 * throws   ForbiddenError for somebody whose account is switched off meanwhile: what ends their sessions ends all of them
 */
export async function createSession(tx: Transaction, session: NewSession): Promise<{ expiresAt: Date }> {
  const [active] = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM person WHERE id = ${session.personId}::uuid AND active FOR SHARE`
  if (!active) throw new ForbiddenError()
  const now = new Date()
  const expiresAt = new Date(now.getTime() + env().ZELF_SESSION_MAX_MINUTES * 60_000)
  await tx.session.create({
    data: {
      tokenSha256: digestSessionToken(session.token),
      personId: session.personId,
      createdAt: now,
      lastUsedAt: now,
      expiresAt,
      userAgent: session.userAgent?.slice(0, 300) ?? null,
    },
  })
  return { expiresAt }
}
