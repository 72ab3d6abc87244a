import type { z } from 'zod'
import type { Actor } from '#lib/auth/actor.ts'
import { recordAudit } from '#lib/portal/audit/record-audit.ts'
import { inTransaction } from '#lib/server/prisma.ts'
import { writeAppleAccount } from './apple-account.ts'
import { requirePushAdmin } from './require-push-admin.ts'
import { accountInput } from './schema.ts'

/** Notes which Apple Account holds the certificate, for whoever renews it next year. */
export async function noteAppleAccount(actor: Actor, input: z.input<typeof accountInput>): Promise<void> {
  requirePushAdmin(actor)
  const { account } = accountInput.parse(input)
  await inTransaction(async (tx) => {
    await writeAppleAccount(tx, account)
    await recordAudit(tx, actor, {
      action: 'push.account_noted',
      subject: { kind: 'push_certificate', id: 'current', label: account ?? '' },
    })
  })
}
