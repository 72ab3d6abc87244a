import type { IdentityFiles } from '../push/read-identity-files.ts'
import type { Sql } from '../store/sql.ts'
import type { MdmContext } from './mdm-context.ts'
import { takeMdmcertReply } from './mdmcert-reply.ts'
import { importPushCertificate, type PushImport } from './push-certificate-import.ts'
import { notePushExpiryWarning } from './push-expiry.ts'
import { getPushOverview, type PushOverview } from './push-overview.ts'
import type { PushRequestKeys } from './push-request-keys.ts'
import { saveVendorCertificate, type VendorCertificateFacts } from './push-vendor-certificate.ts'
import { abandonPushRequest, requestByMail, requestByVendor } from './request-push-certificate.ts'

/**
 * The way to a push certificate, each step on the given connection. All refusals are PushCertificateError.
 * Source: Apple, "Setting up push notifications for your device management customers"
 */
export interface PushSetup {
  overview(): Promise<PushOverview>
  /** Call MdmServer.wakePushes after the commit. */
  importCertificate(files: IdentityFiles, options?: { allowTopicChange?: boolean }): Promise<PushImport>
  saveVendorCertificate(files: IdentityFiles): Promise<VendorCertificateFacts>
  /** Signed at once by the organization's vendor certificate. */
  requestByVendor(keys: PushRequestKeys): Promise<{ requestId: string }>
  /** Send it with MdmServer.sendMdmcertRequest after the commit. */
  requestByMail(keys: PushRequestKeys, email: string): Promise<{ requestId: string }>
  /** Takes the file that mdmcert.download mailed; gives the request's id. */
  takeReply(file: Uint8Array): Promise<string>
  /** Gives the id of the request that was open, or null. */
  abandonRequest(): Promise<string | null>
  /** A warning of the certificate's end that is due and was not given yet. */
  noteExpiryWarning(now: Date): Promise<{ topic: string; warning: number; daysLeft: number } | null>
}

/**
 * Source: Apple, "Setting up push notifications for your device management customers"
 */
export function createPushSetup(context: MdmContext, sql: Sql): PushSetup {
  return {
    overview: () => getPushOverview(context, sql),
    importCertificate: (files, options) => importPushCertificate(context, sql, files, options),
    saveVendorCertificate: (files) => saveVendorCertificate(context, sql, files),
    requestByVendor: (keys) => requestByVendor(context, sql, keys),
    requestByMail: (keys, email) => requestByMail(context, sql, keys, email),
    takeReply: (file) => takeMdmcertReply(context, sql, file),
    abandonRequest: () => abandonPushRequest(context, sql),
    noteExpiryWarning: (now) => notePushExpiryWarning(sql, now),
  }
}
