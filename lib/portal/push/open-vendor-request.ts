import type { Actor } from '#lib/auth/actor.ts'
import { recordAudit } from '#lib/portal/audit/record-audit.ts'
import { mdm } from '#lib/server/mdm.ts'
import { inTransaction, sqlOf } from '#lib/server/prisma.ts'
import { requirePushAdmin } from './require-push-admin.ts'

/** Makes a request for a push certificate and signs it with the organisation's own vendor certificate. */
export async function openVendorRequest(actor: Actor): Promise<void> {
  requirePushAdmin(actor)
  const keys = await mdm().makePushRequestKeys()
  await inTransaction(async (tx) => {
    const { requestId } = await mdm().pushSetup(sqlOf(tx)).requestByVendor(keys)
    await recordAudit(tx, actor, {
      action: 'push.request_opened',
      subject: { kind: 'push_request', id: requestId, label: 'MDM vendor certificate' },
      detail: { method: 'vendor' },
    })
  })
}
