import { X509Certificate } from 'node:crypto'
import { type PushCertificateRow, retrievePushCertificate } from '../store/push-certificate.ts'
import {
  type PushCertificateRequestRow,
  retrieveOpenPushRequest,
} from '../store/push-certificate-requests.ts'
import { type PushCounts, retrievePushCounts } from '../store/push-counts.ts'
import { retrievePushFailure } from '../store/pushes.ts'
import type { Sql } from '../store/sql.ts'
import { retrieveVendorCertificate, type VendorCertificateRow } from '../store/vendor-certificate.ts'
import type { MdmContext } from './mdm-context.ts'
import { isIssuedByApple, issuerName } from './push-issuer.ts'
import { type VendorCertificateFacts, vendorName } from './push-vendor-certificate.ts'

/**
 * The open request as a page shows it. signedRequest is the file for Apple, once it is there.
 * Source: Apple, "Setting up push notifications for your device management customers"
 */
export type OpenPushRequest = {
  id: string
  method: 'vendor' | 'mdmcert'
  email: string | null
  createdAt: Date
  signedRequest: Uint8Array | null
}

/**
 * All that is to be known of waking Macs, and nothing secret.
 * failure   of the push service or of our certificate; not of single Macs, which are counted
 * Source: Apple, "Setting up push notifications for your device management customers"
 */
export type PushOverview = {
  certificate: {
    topic: string
    notAfter: Date
    updatedAt: Date
    issuer: string
    issuedByApple: boolean
  } | null
  counts: PushCounts
  failure: string | null
  request: OpenPushRequest | null
  vendor: VendorCertificateFacts | null
  mdmcertReady: boolean
}

/**
 * Source: Apple, "Setting up push notifications for your device management customers"
 */
export async function getPushOverview(context: MdmContext, sql: Sql): Promise<PushOverview> {
  const certificate = await retrievePushCertificate(sql)
  const request = await retrieveOpenPushRequest(sql)
  const vendor = await retrieveVendorCertificate(sql)
  return {
    certificate: certificate && describeCertificate(certificate),
    counts: await retrievePushCounts(sql, certificate?.topic ?? null),
    failure: await retrievePushFailure(sql),
    request: request && describeRequest(request),
    vendor: vendor && describeVendor(vendor),
    mdmcertReady: Boolean(context.mdmcert?.apiKey),
  }
}

function describeCertificate(row: PushCertificateRow): NonNullable<PushOverview['certificate']> {
  const { topic, notAfter, updatedAt } = row
  const read = new X509Certificate(row.certificatePem)
  return { topic, notAfter, updatedAt, issuer: issuerName(read), issuedByApple: isIssuedByApple(read) }
}

function describeRequest(row: PushCertificateRequestRow): OpenPushRequest {
  const { id, method, email, createdAt, signedRequest } = row
  return { id, method, email, createdAt, signedRequest }
}

function describeVendor({ certificatePem, notAfter }: VendorCertificateRow): VendorCertificateFacts {
  return { name: vendorName(new X509Certificate(certificatePem)), notAfter }
}
