import { MalformedDerError } from '../protocol/errors.ts'

/**
 * Writes a certificate as PEM.
 * Source: RFC 7468 section 5
 */
export function certificateToPem(der: Uint8Array): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? []
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`
}

/**
 * Reads the first certificate of a PEM text.
 *
 * throws   MalformedDerError when there is none.
 * spec     RFC 7468 section 5
 */
export function pemToCertificate(pem: string): Uint8Array {
  const body = /-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----/.exec(pem)?.[1]
  if (body === undefined) throw new MalformedDerError('no certificate in PEM')
  return new Uint8Array(Buffer.from(body, 'base64'))
}
