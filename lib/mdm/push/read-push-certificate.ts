import { createPublicKey, type KeyObject, type X509Certificate } from 'node:crypto'
import { PushCertificateError } from '../service/refusals.ts'
import type { IdentityFiles } from './read-identity-files.ts'

/**
 * What a push certificate says.
 * Source: Apple, "Setting up push notifications for your device management customers"
 */
export type PushCertificateFacts = {
  topic: string
  notAfter: Date
  certificatePem: string
  privateKeyPem: string
}

/**
 * The topic of a push certificate: the UID of its subject; null for another kind of certificate.
 * Source: Apple, "Setting up push notifications for your device management customers"; RFC 4519 section 2.39 (uid)
 */
export function readPushTopic(certificate: X509Certificate): string | null {
  const uids = certificate.subject.split('\n').filter((line) => line.startsWith('UID='))
  const [topic] = uids.map((line) => line.slice(4))
  return uids.length === 1 && topic && /^com\.apple\.mgmt\.[\w.-]{1,200}$/.test(topic) ? topic : null
}

/**
 * Judges an MDM push certificate with its key.
 *
 * waitingKey   the key of our own open request, for a certificate that comes without one
 * throws       PushCertificateError, one code for each thing that can be wrong
 * spec         Apple, "Setting up push notifications for your device management customers"
 */
export function readPushCertificate(
  files: IdentityFiles,
  now: Date,
  waitingKey: KeyObject | null = null,
): PushCertificateFacts {
  const certificate = files.certificates.find((one) => readPushTopic(one) !== null)
  const topic = certificate && readPushTopic(certificate)
  if (!certificate || !topic) {
    const code = files.certificates.length > 0 ? 'push_topic_missing' : 'push_certificate_unreadable'
    throw new PushCertificateError(code, 'this is no push certificate for device management')
  }
  const notAfter = new Date(certificate.validTo)
  if (notAfter <= now)
    throw new PushCertificateError('push_certificate_expired', 'the certificate is expired')
  const key = files.privateKey ?? waitingKey
  if (!key) throw new PushCertificateError('push_key_missing', 'the private key is not there')
  requireOwnKey(certificate, key, files.privateKey !== null)
  const privateKeyPem = key.export({ format: 'pem', type: 'pkcs8' }).toString()
  return { topic, notAfter, certificatePem: certificate.toString(), privateKeyPem }
}

function requireOwnKey(certificate: X509Certificate, key: KeyObject, isBrought: boolean): void {
  if (certificate.publicKey.equals(createPublicKey(key))) return
  // With the key of our request, it is the certificate that is the wrong one.
  const code = isBrought ? 'push_key_mismatch' : 'push_other_request'
  throw new PushCertificateError(code, 'the private key is not that of the certificate')
}
