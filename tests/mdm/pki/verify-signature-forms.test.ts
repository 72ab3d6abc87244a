import { type KeyObject, X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { readMdmSignature, verifyMdmSignature } from '#lib/mdm/pki/verify-mdm-signature.ts'
import { IdentityError } from '#lib/mdm/protocol/errors.ts'
import { issuerAndSerial, makeCertificate } from '#simulator/pki/certificate.ts'
import { der } from '#simulator/pki/der.ts'
import { encodeDistinguishedName } from '#simulator/pki/distinguished-name.ts'
import { oids } from '#simulator/pki/oids.ts'
import { generateRsaKey, type RsaKey } from '#simulator/pki/rsa-key.ts'
import { attributesAsSet, type Forgery, forgeSignature, usualAttributes } from './forge-signature.ts'
import { writeAsBer } from './write-as-ber.ts'

type Message = { name: string; signer: string; signature: string }
const path = new URL('../../fixtures/mdm/openssl-messages.json', import.meta.url)
const fixture: { body: string; certificates: Record<string, string>; messages: Message[] } = JSON.parse(
  readFileSync(path, 'utf8'),
)
const body = Buffer.from(fixture.body, 'base64')
const certificateOf = (signer: string) => Buffer.from(fixture.certificates[signer] ?? '', 'base64')

/** Gives the certificate that is believed to have signed. */
function verify(header: string, over: Uint8Array = body): Buffer {
  const signature = readMdmSignature(header)
  const certificate = Buffer.from(signature.certificateDer)
  verifyMdmSignature(signature, new X509Certificate(certificate).publicKey, over)
  return certificate
}

function codeOf(header: string, over: Uint8Array = body): string {
  try {
    verify(header, over)
  } catch (error) {
    if (error instanceof IdentityError) return error.code
    throw error
  }
  return 'accepted'
}

const altered = Buffer.concat([body.subarray(0, -1), Buffer.from(' ')])

describe.each(fixture.messages)('$name', ({ signer, signature }) => {
  it('is believed, and no other body under it', () => {
    expect(verify(signature).equals(certificateOf(signer))).toBe(true)
    expect(codeOf(signature, altered)).toBe('signature_invalid')
  })

  it('is believed as loosely as BER can write it, and no other body under it', () => {
    const loose = Buffer.from(signature, 'base64')
    const ber = loose[1] === 0x80 ? signature : writeAsBer(loose).toString('base64')
    expect(verify(ber).equals(certificateOf(signer))).toBe(true)
    expect(codeOf(ber, altered)).toBe('signature_invalid')
  })
})

describe('a forged signature', () => {
  let key: RsaKey
  let strangersKey: RsaKey
  let certificate: X509Certificate
  let strangers: X509Certificate
  const issue = (name: string, publicKey: KeyObject, signedBy: KeyObject) =>
    makeCertificate({
      subject: encodeDistinguishedName([['CN', name]]),
      issuer: encodeDistinguishedName([['CN', name]]),
      publicKey,
      signedBy,
      notBefore: new Date(Date.now() - 60_000),
      notAfter: new Date(Date.now() + 60_000),
    })
  beforeAll(async () => {
    ;[key, strangersKey] = await Promise.all([generateRsaKey(), generateRsaKey()])
    certificate = issue('mac', key.publicKey, key.privateKey)
    strangers = issue('stranger', strangersKey.publicKey, strangersKey.privateKey)
  })
  const forge = (change: Partial<Forgery> = {}) =>
    forgeSignature({ body, certificate, privateKey: key.privateKey, ...change })

  it('begins as one that is believed', () => {
    expect(codeOf(forge())).toBe('accepted')
    expect(codeOf(forge({ attributes: null }))).toBe('accepted')
    expect(codeOf(forge({ signatureOid: oids.sha256WithRsa }))).toBe('accepted')
    expect(codeOf(forge({ enclosed: [strangers, certificate] }))).toBe('accepted')
  })

  it('is over the attributes as they stand, and not as the SET that they are', () => {
    const asTheyStand = (set: Buffer | null) => Buffer.concat([Buffer.from([0xa0]), set?.subarray(1) ?? body])
    expect(codeOf(forge({ signedBytes: asTheyStand }))).toBe('signature_invalid')
  })

  it('is over the body, though it has attributes', () => {
    expect(codeOf(forge({ signedBytes: () => body }))).toBe('signature_invalid')
  })

  it('is taken from another message, whose attributes are called the body', () => {
    const attributes = usualAttributes(body)
    const set = attributesAsSet(attributes)
    expect(codeOf(forge({ body: set, attributes: null }), set)).toBe('signature_invalid')
  })

  it.each([
    ['another content type', () => usualAttributes(body, oids.signedData)],
    ['no content type', () => usualAttributes(body).slice(1)],
    ['no digest', () => usualAttributes(body).slice(0, 1)],
    ['the digest of another body', () => usualAttributes(altered)],
    ['no attributes in the set', () => []],
  ])('signs %s', (_name, attributes) => {
    expect(codeOf(forge({ attributes: attributes() }))).toBe('signature_invalid')
  })

  it('signs two digests, in one attribute or in two', () => {
    const [contentType, digest] = usualAttributes(body)
    const [, other] = usualAttributes(altered)
    if (!contentType || !digest?.[1] || !other?.[1]) throw new Error('there are two attributes')
    const together = [contentType, [oids.messageDigest, digest[1], other[1]] as const]
    expect(codeOf(forge({ attributes: together }))).toBe('signature_invalid')
    expect(codeOf(forge({ attributes: [contentType, digest, other] }))).toBe('signature_malformed')
    expect(codeOf(forge({ attributes: [contentType, digest, contentType] }))).toBe('signature_malformed')
  })

  it('signs a digest that is no octet string', () => {
    const attributes = [usualAttributes(body)[0], [oids.messageDigest, der.integer(7)] as const]
    expect(codeOf(forge({ attributes: attributes.filter((one) => one !== undefined) }))).toBe(
      'signature_malformed',
    )
  })

  it('holds something else than data', () => {
    const attributes = usualAttributes(body, oids.signedData)
    expect(codeOf(forge({ contentType: oids.signedData, attributes: null }))).toBe('signature_invalid')
    expect(codeOf(forge({ contentType: oids.signedData, attributes }))).toBe('accepted')
  })

  it.each([
    ['another digest', { digestOid: '1.3.14.3.2.26' }],
    ['a digest that nobody should use', { digestOid: '1.2.840.113549.2.5' }],
    ['a digest that is none', { digestOid: oids.data }],
    ['another digest in the algorithm', { signatureOid: '1.2.840.113549.1.1.5' }],
    ['another kind of key', { signatureOid: '1.2.840.10045.4.3.2' }],
    ['RSA-PSS', { signatureOid: '1.2.840.113549.1.1.10' }],
    ['an algorithm that is none', { signatureOid: oids.data }],
  ])('announces %s', (_name, change) => expect(codeOf(forge(change))).toBe('signature_invalid'))

  it('is made with a key that is not the certificate’s', () => {
    expect(codeOf(forge({ privateKey: strangersKey.privateKey }))).toBe('signature_invalid')
    const enclosed = [certificate, strangers]
    expect(codeOf(forge({ privateKey: strangersKey.privateKey, enclosed }))).toBe('signature_invalid')
  })

  it('names a certificate that is not enclosed', () => {
    expect(codeOf(forge({ enclosed: [strangers] }))).toBe('signature_malformed')
    expect(codeOf(forge({ enclosed: [] }))).toBe('signature_malformed')
    expect(codeOf(forge({ identifier: issuerAndSerial(strangers) }))).toBe('signature_malformed')
    expect(codeOf(forge({ identifier: der.implicit(0, Buffer.alloc(20)) }))).toBe('signature_malformed')
    expect(codeOf(forge({ identifier: der.sequence() }))).toBe('signature_malformed')
  })

  it('brings more certificates than anybody needs', () => {
    expect(codeOf(forge({ enclosed: Array.from({ length: 17 }, () => certificate) }))).toBe(
      'signature_malformed',
    )
  })
})
