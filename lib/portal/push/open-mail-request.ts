import type { z } from 'zod'
import type { Actor } from '#lib/auth/actor.ts'
import { recordAudit } from '#lib/portal/audit/record-audit.ts'
import { mdm } from '#lib/server/mdm.ts'
import { inTransaction, sqlOf } from '#lib/server/prisma.ts'
import { abandonPushRequest } from './abandon-request.ts'
import { requirePushAdmin } from './require-push-admin.ts'
import { mailRequestInput } from './schema.ts'

/**
 * Makes a request for a push certificate and has mdmcert.download sign it and mail it.
 *
 * Our keys are kept before it is sent, so that its mail can always be opened. A request that was refused is given up;
 * one of which nobody knows whether it arrived stays open.
 */
export async function openMailRequest(actor: Actor, input: z.input<typeof mailRequestInput>): Promise<void> {
  requirePushAdmin(actor)
  const { email } = mailRequestInput.parse(input)
  const keys = await mdm().makePushRequestKeys()
  await inTransaction(async (tx) => {
    const { requestId } = await mdm().pushSetup(sqlOf(tx)).requestByMail(keys, email)
    await recordAudit(tx, actor, {
      action: 'push.request_opened',
      subject: { kind: 'push_request', id: requestId, label: email },
      detail: { method: 'mdmcert', email },
    })
  })
  try {
    await mdm().sendMdmcertRequest()
  } catch (error) {
    const isRefused = error instanceof Error && 'code' in error && error.code === 'mdmcert_refused'
    if (isRefused) await abandonPushRequest(actor)
    throw error
  }
}
