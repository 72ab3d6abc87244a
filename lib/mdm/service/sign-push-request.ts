import { createPrivateKey, sign } from 'node:crypto'
import { encodePlist } from '../protocol/encode-plist.ts'

/**
 * Builds what Apple's push certificate portal takes: the request, signed by an MDM vendor, as a property list in
 * base64.
 *
 * chainPem   the vendor's certificate, Apple's intermediate, Apple's root
 * vendorKey  PKCS#8 in DER
 * spec       Apple, "Setting up push notifications for your device management customers" (SHA256withRSA over the DER)
 */
export function signPushRequest(
  csr: Uint8Array,
  vendor: { chainPem: string; vendorKey: Buffer },
): Uint8Array {
  const key = createPrivateKey({ key: vendor.vendorKey, format: 'der', type: 'pkcs8' })
  const signature = sign('sha256', csr, key)
  const plist = encodePlist({
    PushCertRequestCSR: Buffer.from(csr).toString('base64'),
    PushCertCertificateChain: vendor.chainPem,
    PushCertSignature: signature.toString('base64'),
  })
  return Buffer.from(Buffer.from(plist, 'utf8').toString('base64'), 'latin1')
}
