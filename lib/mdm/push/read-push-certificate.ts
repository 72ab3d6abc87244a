import { createPrivateKey, X509Certificate } from 'node:crypto'
import { PushCertificateError } from '../service/refusals.ts'

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
 * Reads an MDM push certificate with its key. The topic is the UID of the subject.
 *
 * throws   PushCertificateError.
 * spec     Apple, "Setting up push notifications for your device management customers"; RFC 4519 section 2.39 (uid)
 */
export function readPushCertificate(
  pem: { certificatePem: string; privateKeyPem: string },
  now: Date,
): PushCertificateFacts {
  const certificate = readOrRefuse(
    () => new X509Certificate(pem.certificatePem),
    'no certificate that we can read',
  )
  const key = readOrRefuse(() => createPrivateKey(pem.privateKeyPem), 'no private key that we can read')
  const topic = certificate.subject
    .split('\n')
    .find((line) => line.startsWith('UID='))
    ?.slice(4)
  if (!topic?.startsWith('com.apple.mgmt.')) {
    throw new PushCertificateError('push_topic_missing', 'this is no push certificate for device management')
  }
  if (!certificate.checkPrivateKey(key)) {
    throw new PushCertificateError('push_key_mismatch', 'the private key is not that of the certificate')
  }
  const notAfter = new Date(certificate.validTo)
  if (notAfter <= now)
    throw new PushCertificateError('push_certificate_expired', 'the certificate is expired')
  const privateKeyPem = key.export({ format: 'pem', type: 'pkcs8' }).toString()
  return { topic, notAfter, certificatePem: certificate.toString(), privateKeyPem }
}

function readOrRefuse<T>(read: () => T, message: string): T {
  try {
    return read()
  } catch (cause) {
    throw new PushCertificateError('push_certificate_unreadable', message, { cause })
  }
}
