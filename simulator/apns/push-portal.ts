import { createPublicKey, randomUUID, verify, X509Certificate } from 'node:crypto'
import { decodePlist } from '../mac/plist.ts'
import { derReader } from '../pki/der-reader.ts'
import type { ApnsAuthority } from './apns-authority.ts'

/** Why Apple's portal would not take a file. */
export class PushPortalError extends Error {
  readonly code = 'push-portal-refused'
}

const pem = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g

function textOf(plist: Record<string, unknown>, key: string): string {
  const value = plist[key]
  if (typeof value !== 'string') throw new PushPortalError(`${key} is missing`)
  return value
}

/**
 * Plays Apple's push certificate portal: takes a request that an MDM vendor signed, checks the signature and the chain,
 * and gives a certificate for the request's key.
 *
 * topicUuid  of the certificate to renew; absent: a new one, and so a new topic
 */
export function issueForSignedRequest(
  authority: Pick<ApnsAuthority, 'certify'>,
  file: Uint8Array,
  topicUuid: string = randomUUID(),
): string {
  const plist = decodePlist(Buffer.from(Buffer.from(file).toString('latin1'), 'base64'))
  const csr = Buffer.from(textOf(plist, 'PushCertRequestCSR'), 'base64')
  const signature = Buffer.from(textOf(plist, 'PushCertSignature'), 'base64')
  const chain = (textOf(plist, 'PushCertCertificateChain').match(pem) ?? []).map(
    (one) => new X509Certificate(one),
  )
  const [vendor] = chain
  if (!vendor || chain.length < 2) throw new PushPortalError('The chain is not complete')
  for (const [at, certificate] of chain.entries()) {
    const issuer = chain[at + 1] ?? certificate
    if (!certificate.verify(issuer.publicKey)) throw new PushPortalError('The chain does not hold')
  }
  if (!verify('sha256', csr, vendor.publicKey, signature)) {
    throw new PushPortalError('The vendor did not sign this request')
  }
  const info = derReader.child(derReader.read(csr), 0)
  const spki = derReader.child(info, 2).whole
  const publicKey = createPublicKey({ key: spki, format: 'der', type: 'spki' })
  if (publicKey.asymmetricKeyDetails?.modulusLength !== 2048)
    throw new PushPortalError('The key is not RSA 2048')
  return authority.certify({ publicKey, topicUuid }).toString()
}
