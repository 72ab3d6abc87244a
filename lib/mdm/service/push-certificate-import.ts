import { createPrivateKey, createPublicKey, type KeyObject, X509Certificate } from 'node:crypto'
import type { IdentityFiles } from '../push/read-identity-files.ts'
import { readPushCertificate } from '../push/read-push-certificate.ts'
import { lockPushCertificate, storePushCertificate } from '../store/push-certificate.ts'
import {
  closePushRequest,
  type PushCertificateRequestRow,
  retrieveOpenPushRequest,
} from '../store/push-certificate-requests.ts'
import { makePushesDue } from '../store/pushes.ts'
import type { Sql } from '../store/sql.ts'
import type { MdmOptions } from './mdm-options.ts'
import { isIssuedByApple } from './push-issuer.ts'
import { PushCertificateError } from './refusals.ts'

/**
 * What an import did. previousTopic is null when there was no certificate before.
 * Source: Apple, "Setting up push notifications for your device management customers"
 */
export type PushImport = {
  topic: string
  previousTopic: string | null
  notAfter: Date
  issuedByApple: boolean
  completedRequestId: string | null
}

/**
 * Puts a push certificate to use: everything that waited goes out with it. One that comes without a key belongs to
 * our open request.
 *
 * throws   PushCertificateError; push_topic_changes unless allowTopicChange, because every Mac must enrol again then.
 * spec     Apple, "Setting up push notifications for your device management customers"
 */
export async function importPushCertificate(
  context: Pick<MdmOptions, 'seal' | 'unseal' | 'clock'>,
  sql: Sql,
  files: IdentityFiles,
  { allowTopicChange = false }: { allowTopicChange?: boolean } = {},
): Promise<PushImport> {
  const now = context.clock()
  const open = await retrieveOpenPushRequest(sql)
  const waitingKey = open && openKey(context, open)
  const facts = readPushCertificate(files, now, waitingKey)
  const before = await lockPushCertificate(sql)
  if (before && before.topic !== facts.topic && !allowTopicChange) {
    throw new PushCertificateError('push_topic_changes', 'the certificate is for another topic than today’s')
  }
  const sealedKey = context.seal(Buffer.from(facts.privateKeyPem, 'utf8'))
  await storePushCertificate(sql, { ...facts, sealedKey, updatedAt: now })
  await makePushesDue(sql, now)
  const certificate = new X509Certificate(facts.certificatePem)
  const isAnswer = open && waitingKey && certificate.publicKey.equals(createPublicKey(waitingKey))
  if (isAnswer) await closePushRequest(sql, open.id, 'completed', now)
  return {
    topic: facts.topic,
    previousTopic: before?.topic ?? null,
    notAfter: facts.notAfter,
    issuedByApple: isIssuedByApple(certificate),
    completedRequestId: isAnswer ? open.id : null,
  }
}

function openKey(context: Pick<MdmOptions, 'unseal'>, { sealedKey }: PushCertificateRequestRow): KeyObject {
  return createPrivateKey({ key: Buffer.from(context.unseal(sealedKey)), format: 'der', type: 'pkcs8' })
}
