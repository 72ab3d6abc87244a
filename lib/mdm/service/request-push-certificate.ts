import type { KeyObject } from 'node:crypto'
import { oid } from '../pki/oids.ts'
import { writeCsr } from '../pki/write-csr.ts'
import {
  closePushRequest,
  retrieveOpenPushRequest,
  storePushCertificateRequest,
} from '../store/push-certificate-requests.ts'
import type { Sql } from '../store/sql.ts'
import { retrieveVendorCertificate } from '../store/vendor-certificate.ts'
import type { MdmContext } from './mdm-context.ts'
import { writeReplyCertificate } from './mdmcert-reply.ts'
import type { PushRequestKeys } from './push-request-keys.ts'
import { randomUuid } from './random-uuid.ts'
import { PushCertificateError } from './refusals.ts'
import { signPushRequest } from './sign-push-request.ts'

/**
 * Opens a request that the organization's own vendor certificate signs at once.
 *
 * throws   PushCertificateError push_vendor_missing, push_vendor_unusable when that certificate has expired.
 * spec     Apple, "Setting up push notifications for your device management customers"
 */
export async function requestByVendor(
  context: MdmContext,
  sql: Sql,
  { pushKey }: PushRequestKeys,
): Promise<{ requestId: string }> {
  const vendor = await retrieveVendorCertificate(sql)
  if (!vendor) throw new PushCertificateError('push_vendor_missing', 'there is no vendor certificate')
  const now = context.clock()
  if (vendor.notAfter <= now)
    throw new PushCertificateError('push_vendor_unusable', 'the vendor certificate has expired')
  const csr = writeCsr(await subjectOf(context), pushKey)
  const vendorKey = Buffer.from(context.unseal(vendor.sealedKey))
  const id = randomUuid(context.randomBytes)
  await storePushCertificateRequest(sql, {
    ...{ id, method: 'vendor', csr, sealedKey: sealKey(context, pushKey), createdAt: now },
    ...{ email: null, sealedReplyKey: null, replyCertificatePem: null },
    signedRequest: signPushRequest(csr, { chainPem: vendor.chainPem, vendorKey }),
  })
  return { requestId: id }
}

/**
 * Opens a request that mdmcert.download will sign, once it is sent there.
 *
 * throws   PushCertificateError mdmcert_not_set_up.
 * spec     micromdm, cmd/mdmctl/mdmcert.download.go (source of the service's interface)
 */
export async function requestByMail(
  context: MdmContext,
  sql: Sql,
  { pushKey, replyKey }: PushRequestKeys,
  email: string,
): Promise<{ requestId: string }> {
  if (!context.mdmcert?.apiKey) throw new PushCertificateError('mdmcert_not_set_up', 'there is no API key')
  const now = context.clock()
  const id = randomUuid(context.randomBytes)
  const subject = await subjectOf(context)
  await storePushCertificateRequest(sql, {
    ...{ id, method: 'mdmcert', email, createdAt: now, signedRequest: null },
    csr: writeCsr([...subject, [oid.emailAddress, email]], pushKey),
    sealedKey: sealKey(context, pushKey),
    sealedReplyKey: sealKey(context, replyKey),
    replyCertificatePem: writeReplyCertificate(replyKey, context.randomBytes(16), now),
  })
  return { requestId: id }
}

/**
 * Gives up the open request.
 *
 * returns  its id, or null when none was open
 * spec     Apple, "Setting up push notifications for your device management customers"
 */
export async function abandonPushRequest(context: MdmContext, sql: Sql): Promise<string | null> {
  const open = await retrieveOpenPushRequest(sql)
  if (!open) return null
  return (await closePushRequest(sql, open.id, 'abandoned', context.clock())) ? open.id : null
}

/** Apple puts a subject of its own in the certificate; this one only names the request. */
async function subjectOf(context: MdmContext): Promise<[string, string][]> {
  const { name } = await context.organization()
  return [
    [oid.organizationName, name.slice(0, 64)],
    [oid.commonName, `${name.slice(0, 40)} MDM push`],
  ]
}

function sealKey(context: MdmContext, key: KeyObject): Uint8Array {
  return context.seal(key.export({ format: 'der', type: 'pkcs8' }))
}
