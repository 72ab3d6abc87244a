import type { Actor } from '#lib/auth/actor.ts'
import { recordAudit } from '#lib/portal/audit/record-audit.ts'
import { mdm } from '#lib/server/mdm.ts'
import { inTransaction, sqlOf } from '#lib/server/prisma.ts'
import { requirePushAdmin } from './require-push-admin.ts'

/** Gives up the open request, to start over. Today's certificate stays as it is. */
export async function abandonPushRequest(actor: Actor): Promise<void> {
  requirePushAdmin(actor)
  await inTransaction(async (tx) => {
    const id = await mdm().pushSetup(sqlOf(tx)).abandonRequest()
    if (id === null) return
    await recordAudit(tx, actor, {
      action: 'push.request_abandoned',
      subject: { kind: 'push_request', id, label: id },
    })
  })
}
