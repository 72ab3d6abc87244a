import type { z } from 'zod'
import type { Actor } from '#lib/auth/actor.ts'
import { recordAudit } from '#lib/portal/audit/record-audit.ts'
import { mdm } from '#lib/server/mdm.ts'
import { inTransaction, sqlOf } from '#lib/server/prisma.ts'
import { requirePushAdmin } from './require-push-admin.ts'
import { vendorInput } from './schema.ts'

/** Keeps the organisation's own MDM vendor certificate, which signs push certificate requests. */
export async function saveVendorCertificate(actor: Actor, input: z.input<typeof vendorInput>): Promise<void> {
  requirePushAdmin(actor)
  const { files, password } = vendorInput.parse(input)
  const identity = await mdm().readIdentityFiles(files, password)
  await inTransaction(async (tx) => {
    const { name, notAfter } = await mdm().pushSetup(sqlOf(tx)).saveVendorCertificate(identity)
    await recordAudit(tx, actor, {
      action: 'push.vendor_saved',
      subject: { kind: 'push_certificate', id: 'vendor', label: name },
      detail: { notAfter: notAfter.toISOString() },
    })
  })
}
