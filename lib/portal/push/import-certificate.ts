import type { z } from 'zod'
import type { Actor } from '#lib/auth/actor.ts'
import type { PushImport } from '#lib/mdm/server.ts'
import { recordAudit } from '#lib/portal/audit/record-audit.ts'
import { mdm } from '#lib/server/mdm.ts'
import { inTransaction, sqlOf } from '#lib/server/prisma.ts'
import { writeAppleAccount } from './apple-account.ts'
import { requirePushAdmin } from './require-push-admin.ts'
import { importInput, isTopicChangeConfirmed } from './schema.ts'

/**
 * Puts a push certificate to use, brought with its key or belonging to our open request. What waited goes out at once.
 * throws PushCertificateError; push_topic_changes when the topic is another one and that was not confirmed.
 */
export async function importPushCertificate(
  actor: Actor,
  input: z.input<typeof importInput>,
): Promise<PushImport> {
  requirePushAdmin(actor)
  const { files, password, account, confirmation } = importInput.parse(input)
  const identity = await mdm().readIdentityFiles(files, password)
  const allowTopicChange = isTopicChangeConfirmed(confirmation)
  const imported = await inTransaction(async (tx) => {
    const done = await mdm().pushSetup(sqlOf(tx)).importCertificate(identity, { allowTopicChange })
    if (account !== null) await writeAppleAccount(tx, account)
    const { topic, previousTopic, notAfter } = done
    await recordAudit(tx, actor, {
      action: previousTopic && previousTopic !== topic ? 'push.topic_changed' : 'push.certificate_imported',
      subject: { kind: 'push_certificate', id: 'current', label: topic },
      detail: { previousTopic, notAfter: notAfter.toISOString(), issuedByApple: done.issuedByApple },
    })
    return done
  })
  mdm().wakePushes()
  return imported
}
