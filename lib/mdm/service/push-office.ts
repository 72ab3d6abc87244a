import { type IdentityFiles, readIdentityFiles } from '../push/read-identity-files.ts'
import type { Sql } from '../store/sql.ts'
import type { MdmContext } from './mdm-context.ts'
import { sendMdmcertRequest } from './mdmcert-client.ts'
import { importPushCertificate } from './push-certificate-import.ts'
import { makePushRequestKeys, type PushRequestKeys } from './push-request-keys.ts'
import { createPushSetup, type PushSetup } from './push-setup.ts'

/**
 * What the door offers of the push certificate: the steps that belong in a transaction, and what takes too long for one.
 * Source: Apple, "Setting up push notifications for your device management customers"
 */
export interface PushOffice {
  pushSetup(sql: Sql): PushSetup
  /** Opens PKCS#12 and PEM files; throws PushCertificateError. Null where there is no password. */
  readIdentityFiles(files: readonly Uint8Array[], password: string | null): Promise<IdentityFiles>
  makePushRequestKeys(): Promise<PushRequestKeys>
  /** Sends the open request to mdmcert.download; throws PushCertificateError. */
  sendMdmcertRequest(): Promise<void>
  /** Throws PushCertificateError push_topic_changes unless that is allowed: every Mac must enrol again then. */
  importPushCertificate(
    pem: { certificatePem: string; privateKeyPem: string },
    options?: { allowTopicChange?: boolean },
  ): Promise<{ topic: string; notAfter: Date }>
}

/**
 * Source: Apple, "Setting up push notifications for your device management customers"
 */
export function createPushOffice(context: MdmContext, wakePushes: () => void): PushOffice {
  return {
    pushSetup: (sql) => createPushSetup(context, sql),
    readIdentityFiles,
    makePushRequestKeys,
    sendMdmcertRequest: () => sendMdmcertRequest(context),
    async importPushCertificate({ certificatePem, privateKeyPem }, options) {
      const files = await readIdentityFiles([Buffer.from(certificatePem), Buffer.from(privateKeyPem)], null)
      const { topic, notAfter } = await importPushCertificate(context, context.sql, files, options)
      wakePushes()
      return { topic, notAfter }
    },
  }
}
