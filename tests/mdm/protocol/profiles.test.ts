import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { createCertificateAuthority } from '#lib/mdm/pki/certificate-authority.ts'
import { signProfile } from '#lib/mdm/pki/sign-cms.ts'
import { personalMacAccessRights } from '#lib/mdm/protocol/access-rights.ts'
import { readConfigurationProfile } from '#lib/mdm/protocol/configuration-profile.ts'
import { encodePlist } from '#lib/mdm/protocol/encode-plist.ts'
import {
  buildEnrollmentProfile,
  type EnrollmentProfileOptions,
} from '#lib/mdm/protocol/enrollment-profile.ts'
import { InvalidCommandError, MalformedProfileError } from '#lib/mdm/protocol/errors.ts'
import type { PlistDict } from '#lib/mdm/protocol/plist.ts'

const ca = createCertificateAuthority({
  organizationName: 'Voorbeeld',
  now: new Date('2026-11-23T10:00:00Z'),
  keyPair: generateKeyPairSync('rsa', { modulusLength: 2048 }),
})
const uuid = (n: number) => `0E2B1C7E-6B06-4E0B-9C1B-2A8E0C9D1F0${n}`
const options: EnrollmentProfileOptions = {
  organizationName: 'Voorbeeld',
  identifierPrefix: 'nl.example.zelf',
  displayName: 'Voorbeeld',
  serverUrl: 'https://mdm.example.com/mdm/connect',
  checkInUrl: 'https://mdm.example.com/mdm/checkin',
  topic: 'com.apple.mgmt.External.2f6b9c1e',
  accessRights: personalMacAccessRights,
  scep: {
    url: 'https://mdm.example.com/scep',
    name: 'Voorbeeld',
    challenge: 'one-time-secret',
    subjectCommonName: 'enrollment 42',
  },
  uuids: { profile: uuid(1), scep: uuid(2), mdm: uuid(3), anchors: [uuid(4)] },
}
const toBytes = (dict: PlistDict) => new TextEncoder().encode(encodePlist(dict))

describe('the enrollment profile', () => {
  it('holds an identity by SCEP and an MDM payload that uses it and signs every message', () => {
    const profile = buildEnrollmentProfile(options)
    expect(profile).toMatchObject({
      PayloadType: 'Configuration',
      PayloadIdentifier: 'nl.example.zelf.enroll',
      PayloadUUID: uuid(1),
      PayloadContent: [
        {
          PayloadType: 'com.apple.security.scep',
          PayloadUUID: uuid(2),
          PayloadContent: {
            Challenge: 'one-time-secret',
            'Key Type': 'RSA',
            Keysize: 2048,
            KeyIsExtractable: false,
            Subject: [[['CN', 'enrollment 42']]],
          },
        },
        {
          PayloadType: 'com.apple.mdm',
          IdentityCertificateUUID: uuid(2),
          SignMessage: true,
          CheckOutWhenRemoved: true,
          ServerURL: options.serverUrl,
          CheckInURL: options.checkInUrl,
          AccessRights: personalMacAccessRights,
          ServerCapabilities: ['com.apple.mdm.per-user-connections', 'com.apple.mdm.bootstraptoken'],
        },
      ],
    })
  })

  it('puts anchors first, under identifiers that stay the same', () => {
    const profile = buildEnrollmentProfile({ ...options, anchors: [ca.certificateDer], description: 'Hello' })
    expect(readConfigurationProfile(toBytes(profile)).payloads.map(({ identifier }) => identifier)).toEqual([
      'nl.example.zelf.enroll.anchor.1',
      'nl.example.zelf.enroll.scep',
      'nl.example.zelf.enroll.mdm',
    ])
    expect(profile.PayloadDescription).toBe('Hello')
  })

  it('is not built without rights, with rights that do not exist or an anchor without a UUID', () => {
    for (const accessRights of [0, -1, 8192, 1.5]) {
      expect(() => buildEnrollmentProfile({ ...options, accessRights })).toThrow(InvalidCommandError)
    }
    const anchors = [ca.certificateDer, ca.certificateDer]
    expect(() => buildEnrollmentProfile({ ...options, anchors })).toThrow(InvalidCommandError)
  })
})

describe('readConfigurationProfile', () => {
  const profile = buildEnrollmentProfile(options)
  const expected = {
    identifier: 'nl.example.zelf.enroll',
    displayName: 'Voorbeeld',
    uuid: uuid(1),
    scope: 'System',
    payloads: [
      {
        type: 'com.apple.security.scep',
        identifier: 'nl.example.zelf.enroll.scep',
        displayName: 'Voorbeeld identity',
      },
      { type: 'com.apple.mdm', identifier: 'nl.example.zelf.enroll.mdm', displayName: 'Voorbeeld' },
    ],
  }

  it('reads a plain profile and a signed one alike', () => {
    expect(readConfigurationProfile(toBytes(profile))).toMatchObject({ ...expected, signed: false })
    expect(readConfigurationProfile(signProfile(toBytes(profile), ca))).toMatchObject({
      ...expected,
      signed: true,
    })
  })

  it("takes Apple's default scope and names for what is not said", () => {
    const { PayloadScope: _, PayloadDisplayName: __, ...rest } = profile
    const payload = { PayloadType: 'a.b', PayloadIdentifier: 'c', PayloadUUID: 'd' }
    expect(readConfigurationProfile(toBytes({ ...rest, PayloadContent: [payload] }))).toMatchObject({
      scope: 'User',
      displayName: 'nl.example.zelf.enroll',
      payloads: [{ type: 'a.b', identifier: 'c', displayName: 'a.b' }],
    })
  })

  it('refuses a signed profile that was altered', () => {
    const signed = signProfile(toBytes(profile), ca)
    const at = Buffer.from(signed).indexOf('one-time-secret')
    signed[at] = 'X'.charCodeAt(0)
    expect(() => readConfigurationProfile(signed)).toThrow(MalformedProfileError)
  })

  it.each<[string, PlistDict]>([
    ['another type', { PayloadType: 'com.apple.mdm' }],
    ['no identifier', { PayloadIdentifier: '' }],
    ['no UUID', { PayloadUUID: 7 }],
    ['no payloads', { PayloadContent: [] }],
    ['payloads that are none', { PayloadContent: ['x'] }],
    ['a payload without an identifier', { PayloadContent: [{ PayloadType: 'a', PayloadUUID: 'b' }] }],
    ['too many payloads', { PayloadContent: Array.from({ length: 501 }, () => ({})) }],
    ['another scope', { PayloadScope: 'Everyone' }],
    ['encrypted content', { EncryptedPayloadContent: new Uint8Array(8) }],
  ])('refuses %s', (_, change) => {
    expect(() => readConfigurationProfile(toBytes({ ...profile, ...change }))).toThrow(MalformedProfileError)
  })

  it('refuses files that are no profile', () => {
    for (const bytes of ['', 'hello', 'bplist00', '0', '<plist><array/></plist>']) {
      expect(() => readConfigurationProfile(Buffer.from(bytes))).toThrow(MalformedProfileError)
    }
  })
})
