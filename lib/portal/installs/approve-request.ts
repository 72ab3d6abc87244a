import { hasRole, type PersonActor } from '#lib/auth/actor.ts'
import { ForbiddenError } from '#lib/auth/forbidden-error.ts'
import { recordAudit } from '#lib/portal/audit/record-audit.ts'
import { inTransaction, type Transaction } from '#lib/server/prisma.ts'
import { findWaitingRequest } from './find-waiting-request.ts'
import { holdMac } from './hold-mac.ts'
import { InstallError } from './install-error.ts'
import { moveInstall } from './move-install.ts'
import type { ApproveRequestInput } from './schema.ts'
import { startInstall } from './start-install.ts'

/**
 * An admin says yes, and the app is sent in the same transaction.
 * Nobody approves for themselves, unless there is no other admin who could; the audit entry says so.
 *
 * throws  InstallError request_not_found, request_already_decided, request_expired, own_request, app_retired,
 *         owner_inactive, mac_left, mac_to_leave
 */
export async function approveRequest(
  actor: PersonActor,
  input: ApproveRequestInput,
): Promise<{ installId: string }> {
  if (!hasRole(actor, 'admin')) throw new ForbiddenError()
  return inTransaction(async (tx) => {
    const asked = await tx.request.findUnique({ where: { id: input.requestId }, select: { installId: true } })
    const refusal = asked && (await holdMac(tx, asked.installId))
    const request = await findWaitingRequest(tx, input.requestId)
    const own = request.personId === actor.id
    if (own && (await hasOtherAdmin(tx, actor))) throw new InstallError('own_request')
    if (request.app.status === 'retired') throw new InstallError('app_retired')
    if (refusal) throw new InstallError(refusal)
    await tx.request.update({
      where: { id: request.id },
      data: {
        status: 'approved',
        decidedById: actor.id,
        decisionReason: input.note ?? null,
        decidedAt: new Date(),
      },
    })
    await recordAudit(tx, actor, {
      action: 'request.approved',
      subject: { kind: 'request', id: request.id, label: request.app.name },
      detail: { installId: request.installId, note: input.note ?? null, ownRequest: own },
    })
    const cause = { kind: 'person' as const, personId: actor.id, name: actor.name, requestId: request.id }
    await moveInstall(tx, actor, request.installId, { to: 'approved', cause })
    await startInstall(tx, actor, request.installId, cause)
    return { installId: request.installId }
  })
}

async function hasOtherAdmin(tx: Transaction, actor: PersonActor): Promise<boolean> {
  const other = await tx.person.findFirst({
    where: { role: 'admin', active: true, id: { not: actor.id } },
    select: { id: true },
  })
  return other !== null
}
