import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { createCertificateAuthority } from '#lib/mdm/pki/certificate-authority.ts'
import { encryptProfile } from '#lib/mdm/pki/encrypt-profile.ts'
import { issueIdentityCertificate } from '#lib/mdm/pki/issue-certificate.ts'
import { signProfile } from '#lib/mdm/pki/sign-cms.ts'
import { envelopeRandomLength } from '#lib/mdm/pki/write-enveloped-data.ts'
import { decodePlist } from '#lib/mdm/protocol/decode-plist.ts'
import { encodePlist } from '#lib/mdm/protocol/encode-plist.ts'
import { MalformedProfileError, MdmError } from '#lib/mdm/protocol/errors.ts'
import { isPlistDict, type PlistDict } from '#lib/mdm/protocol/plist.ts'
import { loadAppleSchema, schemaMissing } from '#tests/support/apple-schema.ts'
import { opensslMissing, runOpenssl } from '#tests/support/run-openssl.ts'

const now = new Date('2026-11-23T10:00:00Z')
const ca = createCertificateAuthority({
  organizationName: 'Voorbeeld',
  now,
  keyPair: generateKeyPairSync('rsa', { modulusLength: 2048 }),
})
const mac = generateKeyPairSync('rsa', { modulusLength: 2048 })
const identityOf = (key: typeof mac.publicKey) =>
  issueIdentityCertificate({
    ca,
    publicKeySpkiDer: new Uint8Array(key.export({ format: 'der', type: 'spki' })),
    commonName: 'mac',
    serialNumber: randomBytes(16),
    now,
    validForDays: 365,
  })
const identity = identityOf(mac.publicKey)
const wifi: PlistDict = {
  PayloadType: 'com.apple.wifi.managed',
  PayloadVersion: 1,
  PayloadIdentifier: 'nl.example.wifi',
  PayloadUUID: '0E2B1C7E-6B06-4E0B-9C1B-2A8E0C9D1F01',
  SSID_STR: 'Office',
  EncryptionType: 'WPA2',
  Password: 'correct horse battery',
}
const profile: PlistDict = {
  PayloadType: 'Configuration',
  PayloadVersion: 1,
  PayloadIdentifier: 'nl.example.profile',
  PayloadUUID: '0E2B1C7E-6B06-4E0B-9C1B-2A8E0C9D1F02',
  PayloadScope: 'System',
  PayloadDisplayName: 'Wi-Fi',
  PayloadContent: [wifi],
}
const bytes = Buffer.from(encodePlist(profile))
const encrypt = (content: Uint8Array = bytes, certificate = identity.certificateDer) =>
  encryptProfile(content, certificate, randomBytes(envelopeRandomLength))

describe('an encrypted profile', () => {
  it('opens with the key of the Mac, in openssl', ({ skip }) => {
    if (opensslMissing) skip(opensslMissing)
    const outer = decodePlist(encrypt())
    if (!isPlistDict(outer) || !(outer.EncryptedPayloadContent instanceof Uint8Array)) {
      throw new Error('no envelope')
    }
    const opened = runOpenssl(
      ['cms', '-decrypt', '-inform', 'DER', '-in', 'envelope', '-inkey', 'key', '-out', 'out'],
      {
        envelope: outer.EncryptedPayloadContent,
        key: mac.privateKey.export({ format: 'pem', type: 'pkcs8' }),
      },
    )
    expect(decodePlist(opened)).toEqual([wifi])
  })

  it('keeps its name in the clear and nothing of its payloads', () => {
    const { PayloadContent: _, ...rest } = profile
    const xml = encrypt()
    expect(decodePlist(xml)).toMatchObject({ ...rest, IsEncrypted: true })
    expect(decodePlist(xml)).not.toHaveProperty('PayloadContent')
    expect(Buffer.from(xml).includes('battery')).toBe(false)
    expect(Buffer.from(xml).includes(Buffer.from('battery').toString('base64').slice(0, 8))).toBe(false)
  })

  it('is signed around what is encrypted, as openssl sees it', ({ skip }) => {
    if (opensslMissing) skip(opensslMissing)
    const signed = signProfile(encrypt(signProfile(bytes, ca)), ca)
    const trust = ['-CAfile', 'ca', '-purpose', 'any', '-no_check_time']
    const content = runOpenssl(
      ['cms', '-verify', '-inform', 'DER', '-in', 'signed', ...trust, '-out', 'out'],
      { signed, ca: ca.certificatePem },
    )
    expect(decodePlist(content)).toMatchObject({ PayloadIdentifier: 'nl.example.profile', IsEncrypted: true })
  })

  it('is made of nothing else than a profile, for nobody without an RSA key', () => {
    expect(() => encrypt(Buffer.from('hello'))).toThrow(MalformedProfileError)
    expect(() => encrypt(encrypt())).toThrow(MalformedProfileError)
    const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    expect(() => encrypt(bytes, identityOf(ec.publicKey).certificateDer)).toThrow(MdmError)
    expect(() => encryptProfile(bytes, identity.certificateDer, new Uint8Array(16))).toThrow(MdmError)
  })

  it('is a profile that Apple’s schema allows', async ({ skip }) => {
    if (schemaMissing) skip(schemaMissing)
    const { validate } = await loadAppleSchema()
    expect(validate('profile', Buffer.from(encrypt()).toString(), { enrollment: 'device' })).toEqual([])
  })
})
