import { X509Certificate } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { readClientCertificateHeader } from '#lib/mdm/pki/read-client-certificate-header.ts'
import { IdentityError } from '#lib/mdm/protocol/errors.ts'
import { certificateDer } from './openssl-fixture.ts'

const der = certificateDer('rsa')
const base64 = Buffer.from(der).toString('base64')
const pem = new X509Certificate(der).toString()

describe('a client certificate in a header', () => {
  it.each([
    ['as RFC 9440 writes it', `:${base64}:`],
    ['in base64 alone', base64],
    ['in PEM, escaped as nginx does', encodeURIComponent(pem)],
    ['in PEM, escaped but for what base64 needs', encodeURI(pem).replaceAll('%2B', '+')],
    ['in PEM on one line', pem.replaceAll('\n', ' ')],
    ['with spaces around', `  :${base64}:  `],
  ])('is read %s', (_name, header) => expect(readClientCertificateHeader(header)).toEqual(der))

  it.each([
    ['two of them', `:${base64}:, :${base64}:`],
    ['two in PEM', encodeURIComponent(pem + pem)],
    ['colons alone', '::'],
    ['one colon', ':'],
    ['half a byte sequence', `:${base64}`],
    ['parameters', `:${base64}:;a=1`],
    ['text', 'CN=mac'],
    ['a broken escape', `%zz${base64}`],
    ['an escape that is no UTF-8', '%ff%fe'],
    ['something before the PEM', `x${encodeURIComponent(pem)}`],
    ['an enormous one', 'A'.repeat(100_000)],
  ])('is refused with %s', (_name, header) => {
    expect(() => readClientCertificateHeader(header)).toThrow(IdentityError)
  })
})
