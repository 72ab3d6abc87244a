import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto'
import { PushCertificateError } from '../service/refusals.ts'
import { readPkcs12 } from './read-pkcs12.ts'

/**
 * What files hold that somebody brings: certificates in their order, and a private key if there is one.
 * Source: RFC 7468; RFC 7292
 */
export type IdentityFiles = { certificates: X509Certificate[]; privateKey: KeyObject | null }

const pemBlock = /-----BEGIN ([A-Z0-9 ]{1,40})-----[\s\S]{1,20000}?-----END \1-----/g
const mostCertificates = 20

/**
 * Reads PKCS#12, PEM in any mixture, and a certificate in DER.
 *
 * throws   PushCertificateError push_password_wrong, push_password_missing, push_certificate_unreadable.
 * spec     RFC 7468 (PEM); RFC 7292 (PKCS#12); RFC 5958 (encrypted keys)
 */
export async function readIdentityFiles(
  files: readonly Uint8Array[],
  password: string | null,
): Promise<IdentityFiles> {
  const found: IdentityFiles = { certificates: [], privateKey: null }
  for (const file of files) {
    const part = await readFile(file, password)
    found.certificates.push(...part.certificates)
    found.privateKey ??= part.privateKey
  }
  if (found.certificates.length > mostCertificates) throw unreadable('too many certificates')
  return found
}

async function readFile(file: Uint8Array, password: string | null): Promise<IdentityFiles> {
  const text = Buffer.from(file).toString('latin1')
  if (text.includes('-----BEGIN ')) return readPem(text, password)
  const certificate = tryReadCertificate(file)
  if (certificate) return { certificates: [certificate], privateKey: null }
  return readPem(await pkcs12ToPem(file, password), null)
}

/** A file that was made without a password has an empty one. */
async function pkcs12ToPem(file: Uint8Array, password: string | null): Promise<string> {
  try {
    const { certificates, keys } = await readPkcs12(file, password ?? '')
    return [...certificates, ...keys].join('\n')
  } catch (cause) {
    const isLocked = cause instanceof PushCertificateError && cause.code === 'push_password_wrong'
    if (!isLocked || password !== null) throw cause
    throw new PushCertificateError('push_password_missing', 'the file needs its password', { cause })
  }
}

function readPem(text: string, password: string | null): IdentityFiles {
  const found: IdentityFiles = { certificates: [], privateKey: null }
  for (const [block, label = ''] of text.matchAll(pemBlock)) {
    if (label === 'CERTIFICATE') found.certificates.push(requireCertificate(block))
    else if (label.endsWith('PRIVATE KEY')) found.privateKey ??= readKey(block, label, password)
  }
  if (found.certificates.length === 0 && !found.privateKey)
    throw unreadable('nothing in the file that we know')
  return found
}

function readKey(block: string, label: string, password: string | null): KeyObject {
  const isLocked = label.startsWith('ENCRYPTED') || block.includes('Proc-Type: 4,ENCRYPTED')
  if (isLocked && password === null) {
    throw new PushCertificateError('push_password_missing', 'the private key needs its password')
  }
  try {
    return createPrivateKey({ key: block, ...(isLocked && { passphrase: password ?? '' }) })
  } catch (cause) {
    if (!isLocked) throw unreadable('no private key that we can read', cause)
    throw new PushCertificateError('push_password_wrong', 'the password is not that of the key', { cause })
  }
}

function requireCertificate(block: string): X509Certificate {
  try {
    return new X509Certificate(block)
  } catch (cause) {
    throw unreadable('no certificate that we can read', cause)
  }
}

function tryReadCertificate(file: Uint8Array): X509Certificate | null {
  try {
    return new X509Certificate(file)
  } catch (error) {
    // A PKCS#12 file is no certificate; what it is, the next reader says.
    if (error instanceof Error) return null
    throw error
  }
}

function unreadable(message: string, cause?: unknown): PushCertificateError {
  return new PushCertificateError('push_certificate_unreadable', message, { cause })
}
