import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { readCertificate } from '#lib/mdm/pki/read-certificate.ts'
import { readPublicKey } from '#lib/mdm/pki/read-public-key.ts'
import { readMdmSignature, verifyMdmSignature } from '#lib/mdm/pki/verify-mdm-signature.ts'
import { IdentityError, MalformedDerError } from '#lib/mdm/protocol/errors.ts'
import { certificateDer, signatureBase64, signatureDer, signedBody } from './openssl-fixture.ts'

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')

/** Believes any certificate: whether it is one of ours is another test's matter. */
function verify(header: string, body = signedBody) {
  const signature = readMdmSignature(header)
  const { publicKeySpkiDer } = readCertificate(signature.certificateDer)
  verifyMdmSignature(signature, readPublicKey(publicKeySpkiDer), body)
  return signature
}

function codeOf(header: string, body = signedBody): string {
  try {
    verify(header, body)
  } catch (error) {
    // The second is what a certificate gets that nobody can read; verifyIssuedBy has its own word for it.
    if (error instanceof IdentityError || error instanceof MalformedDerError) return error.code
    throw error
  }
  return 'accepted'
}

// The outermost two levels with indefinite lengths, as some CMS writers send it.
function withIndefiniteLengths(der: Uint8Array): Uint8Array {
  const header = (at: number) => ((der[at + 1] ?? 0) < 0x80 ? 2 : 2 + ((der[at + 1] ?? 0) & 0x7f))
  const oidAt = header(0)
  const wrappedAt = oidAt + 2 + (der[oidAt + 1] ?? 0)
  const innerAt = wrappedAt + header(wrappedAt)
  const innerContentAt = innerAt + header(innerAt)
  return Uint8Array.of(
    ...[0x30, 0x80],
    ...der.subarray(oidAt, wrappedAt),
    ...[0xa0, 0x80, 0x30, 0x80],
    ...der.subarray(innerContentAt),
    ...[0, 0, 0, 0, 0, 0],
  )
}

describe('verifyMdmSignature', () => {
  it.each([
    ['rsa-sha256', 'rsa'],
    ['rsa-sha1', 'rsa'],
    ['rsa-sha384', 'rsa'],
    ['rsa-sha512', 'rsa'],
    ['rsa-noattr', 'rsa'],
    ['rsa-keyid', 'rsa'],
    ['rsa-with-ca', 'rsa'],
    ['p256-sha256', 'p256'],
    ['p256-noattr', 'p256'],
    ['p384-sha384', 'p384'],
  ])('believes %s that openssl made, and names its certificate', (name, signer) => {
    const expected = certificateDer(signer)
    const result = verify(signatureBase64(name))
    expect(Buffer.compare(result.certificateDer, expected)).toBe(0)
    expect(result.certificateSha256Hex).toBe(createHash('sha256').update(expected).digest('hex'))
  })

  it('believes the same signature in BER with indefinite lengths', () => {
    const ber = withIndefiniteLengths(signatureDer('rsa-sha256'))
    expect(Buffer.compare(verify(base64(ber)).certificateDer, certificateDer('rsa'))).toBe(0)
    expect(codeOf(base64(ber), signedBody.subarray(1))).toBe('signature_invalid')
  })

  it.each(['rsa-sha256', 'rsa-noattr', 'p256-sha256', 'p256-noattr'])(
    'refuses %s under any other body',
    (name) => {
      const altered = Uint8Array.from(signedBody)
      altered[50] = (altered[50] ?? 0) ^ 1
      expect(codeOf(signatureBase64(name), altered)).toBe('signature_invalid')
      expect(codeOf(signatureBase64(name), new Uint8Array())).toBe('signature_invalid')
      expect(codeOf(signatureBase64(name), Buffer.concat([signedBody, Buffer.from('\n')]))).toBe(
        'signature_invalid',
      )
    },
  )

  it.each([
    ['two-signers', 'signature_malformed'],
    ['rsa-nocerts', 'signature_malformed'],
    ['rsa-attached', 'signature_malformed'],
    ['rsa-attached-ber', 'signature_malformed'],
    ['rsa-md5', 'signature_invalid'],
    ['rsa-pss', 'signature_invalid'],
    ['p521-sha512', 'signature_invalid'],
  ])('refuses %s', (name, code) => expect(codeOf(signatureBase64(name))).toBe(code))

  it('refuses a missing header, no base64, no CMS and an enormous header', () => {
    expect(codeOf('')).toBe('signature_missing')
    expect(codeOf('  ')).toBe('signature_missing')
    expect(codeOf('%%%')).toBe('signature_malformed')
    expect(codeOf('AAAA')).toBe('signature_malformed')
    expect(codeOf(base64(certificateDer('rsa')))).toBe('signature_malformed')
    expect(codeOf('A'.repeat(1_000_000))).toBe('signature_malformed')
  })

  it('refuses a signature that is cut anywhere', () => {
    const der = signatureDer('rsa-sha256')
    for (let length = 0; length < der.length; length += 7) {
      expect(codeOf(base64(der.subarray(0, length)))).not.toBe('accepted')
    }
    expect(codeOf(base64(Uint8Array.of(...der, 0)))).toBe('signature_malformed')
  })

  it('never accepts another certificate for one flipped bit, and never fails in another way', () => {
    const der = signatureDer('rsa-sha256')
    const original = verify(signatureBase64('rsa-sha256')).certificateSha256Hex
    for (let at = 0; at < der.length; at += 3) {
      const flipped = Uint8Array.from(der)
      flipped[at] = (flipped[at] ?? 0) ^ (1 << (at % 8))
      if (codeOf(base64(flipped)) !== 'accepted') continue
      const { certificateSha256Hex } = verify(base64(flipped))
      // A certificate altered in place keeps its key; the pin and the authority's signature catch it.
      if (certificateSha256Hex === original) expect(isOutsideTheSignature(at)).toBe(true)
    }
  })

  it('refuses DER nested beyond reason', () => {
    const nested = Buffer.alloc(20_000, Buffer.from([0x30, 0x80]))
    expect(codeOf(base64(nested))).toBe('signature_malformed')
  })
})

// Versions and the list of digests at the top of a SignedData, and the version in a SignerInfo, are not signed.
function isOutsideTheSignature(at: number): boolean {
  const der = signatureDer('rsa-sha256')
  const certificateAt = Buffer.from(der).indexOf(Buffer.from(certificateDer('rsa')))
  const signerAt = certificateAt + certificateDer('rsa').length
  return at < certificateAt || (at >= signerAt && at < signerAt + 16)
}
