import { createPublicKey, type X509Certificate } from 'node:crypto'
import type { IdentityFiles } from '../push/read-identity-files.ts'
import type { Sql } from '../store/sql.ts'
import { storeVendorCertificate } from '../store/vendor-certificate.ts'
import type { MdmContext } from './mdm-context.ts'
import { PushCertificateError } from './refusals.ts'

/**
 * What is told of the vendor certificate.
 * Source: Apple, "Setting up push notifications for your device management customers"
 */
export type VendorCertificateFacts = { name: string; notAfter: Date }

/**
 * Keeps the organization's MDM vendor certificate, with the chain that Apple wants to see.
 *
 * throws   PushCertificateError push_key_missing, push_vendor_unusable (expired, not RSA, a push certificate),
 *          push_vendor_chain_incomplete.
 * spec     Apple, "Setting up push notifications for your device management customers"
 */
export async function saveVendorCertificate(
  context: MdmContext,
  sql: Sql,
  files: IdentityFiles,
): Promise<VendorCertificateFacts> {
  const { privateKey } = files
  if (!privateKey) throw new PushCertificateError('push_key_missing', 'the private key is not there')
  const publicKey = createPublicKey(privateKey)
  const certificate = files.certificates.find((one) => one.publicKey.equals(publicKey))
  if (!certificate)
    throw new PushCertificateError('push_key_mismatch', 'the key is not that of a certificate')
  const now = context.clock()
  const notAfter = new Date(certificate.validTo)
  if (
    notAfter <= now ||
    privateKey.asymmetricKeyType !== 'rsa' ||
    certificate.subject.includes('UID=com.apple.mgmt.')
  ) {
    throw new PushCertificateError('push_vendor_unusable', 'no vendor certificate that is good today')
  }
  const chain = completeChain(certificate, files.certificates)
  await storeVendorCertificate(sql, {
    certificatePem: certificate.toString(),
    chainPem: chain.map((one) => one.toString()).join(''),
    sealedKey: context.seal(privateKey.export({ format: 'der', type: 'pkcs8' })),
    notAfter,
    updatedAt: now,
  })
  return { name: vendorName(certificate), notAfter }
}

/**
 * Whose it is, in a word.
 * Source: RFC 5280 section 4.1.2.6
 */
export function vendorName(certificate: X509Certificate): string {
  const lines = certificate.subject.split('\n')
  return lines.find((line) => line.startsWith('CN='))?.slice(3) ?? certificate.subject.replaceAll('\n', ', ')
}

function completeChain(leaf: X509Certificate, given: readonly X509Certificate[]): X509Certificate[] {
  const chain = [leaf]
  for (let last = leaf; !isRoot(last); ) {
    const issuer = given.find((one) => last.checkIssued(one) && last.verify(one.publicKey))
    if (!issuer || chain.includes(issuer)) {
      throw new PushCertificateError('push_vendor_chain_incomplete', 'the chain does not lead to a root')
    }
    chain.push(issuer)
    last = issuer
  }
  if (chain.length > 1) return chain
  throw new PushCertificateError('push_vendor_chain_incomplete', 'the certificate was signed by nobody else')
}

function isRoot(certificate: X509Certificate): boolean {
  return certificate.subject === certificate.issuer && certificate.verify(certificate.publicKey)
}
