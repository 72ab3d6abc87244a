import { IdentityError } from '../protocol/errors.ts'
import { pemToCertificate } from './pem.ts'

const maxHeaderLength = 32 * 1024
const base64 = /^[A-Za-z0-9+/]+={0,2}$/
const onePem = /^\s*-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----\s*$/

/**
 * Reads the client certificate that a proxy hands on: `:base64 DER:` (RFC 9440), base64 DER alone, or PEM, escaped as
 * in a URL or not.
 *
 * throws   IdentityError certificate_malformed, also for two headers in one or a chain.
 * spec     RFC 9440 section 2.2; RFC 8941 section 3.3.5
 */
export function readClientCertificateHeader(header: string): Uint8Array {
  if (header.length > maxHeaderLength) throw malformed('a certificate longer than any we know')
  const text = header.trim()
  if (text.startsWith(':') && text.endsWith(':')) return decode(text.slice(1, -1))
  const plain = unescapeUrl(text)
  return onePem.test(plain) ? new Uint8Array(pemToCertificate(plain)) : decode(plain)
}

function unescapeUrl(text: string): string {
  if (!text.includes('%')) return text
  try {
    return decodeURIComponent(text)
  } catch (cause) {
    throw malformed('escaped in a way that URLs are not', cause)
  }
}

function decode(text: string): Uint8Array {
  if (!base64.test(text)) throw malformed('neither base64 nor PEM')
  return new Uint8Array(Buffer.from(text, 'base64'))
}

function malformed(message: string, cause?: unknown): IdentityError {
  return new IdentityError('certificate_malformed', message, { cause })
}
