import { hasRole, type PersonActor } from '#lib/auth/actor.ts'
import { ForbiddenError } from '#lib/auth/forbidden-error.ts'
import { recordAudit } from '#lib/portal/audit/record-audit.ts'
import { inTransaction } from '#lib/server/prisma.ts'
import { findWaitingRequest } from './find-waiting-request.ts'
import { moveInstall } from './move-install.ts'
import type { DeclineRequestInput } from './schema.ts'

/**
 * An admin says no, with the reason that the employee will read.
 *
 * throws  InstallError request_not_found, request_already_decided, request_expired
 */
export async function declineRequest(
  actor: PersonActor,
  input: DeclineRequestInput,
): Promise<{ installId: string }> {
  if (!hasRole(actor, 'admin')) throw new ForbiddenError()
  return inTransaction(async (tx) => {
    const request = await findWaitingRequest(tx, input.requestId)
    const { reason } = input
    await tx.request.update({
      where: { id: request.id },
      data: { status: 'declined', decidedById: actor.id, decisionReason: reason, decidedAt: new Date() },
    })
    await recordAudit(tx, actor, {
      action: 'request.declined',
      subject: { kind: 'request', id: request.id, label: request.app.name },
      detail: { installId: request.installId, reason },
    })
    await moveInstall(tx, actor, request.installId, {
      to: 'declined',
      cause: { kind: 'person', personId: actor.id, name: actor.name, reason, requestId: request.id },
      failureCode: 'declined_by_approver',
      failureDetail: { reason, by: actor.name },
    })
    return { installId: request.installId }
  })
}
