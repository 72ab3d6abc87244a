import { type Actor, hasRole } from '#lib/auth/actor.ts'
import { ForbiddenError } from '#lib/auth/forbidden-error.ts'
import { recordAudit } from '#lib/portal/audit/record-audit.ts'
import { inTransaction } from '#lib/server/prisma.ts'
import { TokenNotFoundError } from './token-not-found-error.ts'

/** Ends a token: the next request with it is refused. Revoking it again changes nothing. Admins only. */
export async function revokeToken(actor: Actor, { tokenId }: { tokenId: string }): Promise<void> {
  if (!hasRole(actor, 'admin')) throw new ForbiddenError()
  await inTransaction(async (tx) => {
    const token = await tx.apiToken.findUnique({ where: { id: tokenId } })
    if (!token) throw new TokenNotFoundError()
    const revoked = await tx.apiToken.updateMany({
      where: { id: tokenId, revokedAt: null },
      data: { revokedAt: new Date() },
    })
    if (revoked.count === 0) return
    await recordAudit(tx, actor, {
      action: 'token.revoked',
      subject: { kind: 'token', id: tokenId, label: token.name },
    })
  })
}
