import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { createCertificateAuthority } from '#lib/mdm/pki/certificate-authority.ts'
import { readCmsContent } from '#lib/mdm/pki/read-cms-content.ts'
import { signProfile } from '#lib/mdm/pki/sign-cms.ts'
import { IdentityError } from '#lib/mdm/protocol/errors.ts'
import { readReply } from './forge-scep-client.ts'
import { certificateDer, signatureDer, signedBody } from './openssl-fixture.ts'

const ca = createCertificateAuthority({
  organizationName: 'Voorbeeld',
  now: new Date('2026-11-23T10:00:00Z'),
  keyPair: generateKeyPairSync('rsa', { modulusLength: 2048 }),
})
const xml = new TextEncoder().encode('<plist version="1.0"><dict/></plist>')

describe('signProfile', () => {
  it('makes a signed message that another implementation verifies', () => {
    const reply = readReply(signProfile(xml, ca), ca.certificateDer)
    expect(reply.verified).toBe(true)
    expect(reply.content).toEqual(xml)
  })

  it('is read back with content and signer', () => {
    const { content, signerCertificateDer } = readCmsContent(signProfile(xml, ca))
    expect(content).toEqual(xml)
    expect(signerCertificateDer).toEqual(ca.certificateDer)
  })
})

describe('readCmsContent', () => {
  it('takes the content that openssl signed, in DER and in BER', () => {
    for (const name of ['rsa-attached', 'rsa-attached-ber']) {
      const { content, signerCertificateDer } = readCmsContent(signatureDer(name))
      expect(content).toEqual(signedBody)
      expect(signerCertificateDer).toEqual(certificateDer('rsa'))
    }
  })

  it('refuses altered content, detached signatures and other files', () => {
    const altered = signProfile(xml, ca)
    const at = Buffer.from(altered).indexOf('<dict/>')
    altered[at + 1] = 'D'.charCodeAt(0)
    for (const cms of [altered, signatureDer('rsa-sha256'), certificateDer('rsa'), xml, new Uint8Array()]) {
      expect(() => readCmsContent(cms)).toThrow(IdentityError)
    }
  })
})
