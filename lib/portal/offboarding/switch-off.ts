import type { Actor } from '#lib/auth/actor.ts'
import { recordAudit } from '#lib/portal/audit/record-audit.ts'
import { mdmIn } from '#lib/server/mdm.ts'
import type { Transaction } from '#lib/server/prisma.ts'

export interface SwitchOff {
  by: 'admin' | 'directory'
  reason?: string
  /** When the Macs go. */
  offboardAt: Date
}

/**
 * What ends at once for somebody who leaves, whoever says so: being signed in everywhere, ways in for a Mac that were not
 * used, sign-ins on Macs, and API tokens that they made, which are refused while they are away. The Macs follow
 * (offboard-person.ts). The row of the person is locked by the caller.
 */
export async function switchOff(
  tx: Transaction,
  actor: Actor,
  person: { id: string; name: string },
  { by, reason, offboardAt }: SwitchOff,
): Promise<void> {
  const personId = person.id
  const { count: sessions } = await tx.session.deleteMany({ where: { personId } })
  const signIns = await mdmIn(tx).revokeAccountTokens({ personId })
  const tokens = await tx.apiToken.count({ where: { createdById: personId, revokedAt: null } })
  await tx.person.update({
    where: { id: personId },
    data: {
      ...{ active: false, deactivatedAt: new Date(), deactivatedBy: by, deactivationReason: reason ?? null },
      ...{ offboardAt, offboardHeldAt: null, offboardedAt: null },
    },
  })
  await recordAudit(tx, actor, {
    action: 'person.switched_off',
    subject: { kind: 'person', id: personId, label: person.name },
    detail: { by, ...(reason && { reason }), sessions, signIns, tokens },
  })
}
