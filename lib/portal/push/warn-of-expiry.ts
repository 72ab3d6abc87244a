import type { Actor } from '#lib/auth/actor.ts'
import { recordAudit } from '#lib/portal/audit/record-audit.ts'
import { mdm } from '#lib/server/mdm.ts'
import { inTransaction, sqlOf } from '#lib/server/prisma.ts'

/** Writes down, once each, that the push certificate ends in 60, 30, 14 and 7 days. Gives the warning that was given. */
export async function warnOfPushExpiry(actor: Actor, now: Date): Promise<number | null> {
  return inTransaction(async (tx) => {
    const due = await mdm().pushSetup(sqlOf(tx)).noteExpiryWarning(now)
    if (!due) return null
    await recordAudit(tx, actor, {
      action: `push.expires_in_${due.warning}_days`,
      subject: { kind: 'push_certificate', id: 'current', label: due.topic },
      detail: { daysLeft: due.daysLeft },
    })
    return due.warning
  })
}
