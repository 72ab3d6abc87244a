import type { z } from 'zod'
import type { Actor } from '#lib/auth/actor.ts'
import { recordAudit } from '#lib/portal/audit/record-audit.ts'
import { mdm } from '#lib/server/mdm.ts'
import { inTransaction, sqlOf } from '#lib/server/prisma.ts'
import { requirePushAdmin } from './require-push-admin.ts'
import { replyInput } from './schema.ts'

/** Opens the file that mdmcert.download mailed; what is in it goes to Apple. */
export async function takeMailedFile(actor: Actor, input: z.input<typeof replyInput>): Promise<void> {
  requirePushAdmin(actor)
  const { file } = replyInput.parse(input)
  await inTransaction(async (tx) => {
    const id = await mdm().pushSetup(sqlOf(tx)).takeReply(file)
    await recordAudit(tx, actor, {
      action: 'push.reply_taken',
      subject: { kind: 'push_request', id, label: id },
    })
  })
}
