import forge from 'node-forge'
import { build } from 'plist'
import type { StandInAuthority } from './stand-in-authority.ts'

export type ProfileOptions = {
  origin: string
  challenge: string
  topic: string
  mode?: 'device' | 'user'
  accessRights?: number
  mdm?: Record<string, unknown>
}

/** An enrolment profile as a server would write it, unsigned. */
export function enrollmentProfile(options: ProfileOptions): string {
  const { origin, challenge, topic, mode = 'device', accessRights = 8191, mdm = {} } = options
  const scep = {
    PayloadType: 'com.apple.security.scep',
    PayloadIdentifier: 'test.enrollment.scep',
    PayloadUUID: '11111111-2222-4333-8444-555555555555',
    PayloadVersion: 1,
    PayloadContent: {
      URL: `${origin}/scep?tenant=1`,
      Name: 'stand-in',
      Challenge: challenge,
      Keysize: 2048,
      'Key Type': 'RSA',
      'Key Usage': 5,
      Subject: [[['O', 'Stand-in']], [['CN', 'Mac %SerialNumber%']]],
      RetryDelay: 0,
    },
  }
  const management = {
    PayloadType: 'com.apple.mdm',
    PayloadIdentifier: 'test.enrollment.mdm',
    PayloadUUID: '66666666-2222-4333-8444-555555555555',
    PayloadVersion: 1,
    IdentityCertificateUUID: scep.PayloadUUID,
    Topic: topic,
    ServerURL: `${origin}/mdm/server`,
    CheckInURL: `${origin}/mdm/checkin`,
    SignMessage: true,
    CheckOutWhenRemoved: true,
    ServerCapabilities: ['com.apple.mdm.per-user-connections'],
    ...(mode === 'user'
      ? { EnrollmentMode: 'BYOD', AssignedManagedAppleID: 'a@b.nl' }
      : { AccessRights: accessRights }),
    ...mdm,
  }
  return build({
    PayloadType: 'Configuration',
    PayloadIdentifier: 'test.enrollment',
    PayloadUUID: '77777777-2222-4333-8444-555555555555',
    PayloadVersion: 1,
    PayloadDisplayName: 'Management by the stand-in',
    PayloadContent: [scep, management],
  } as never)
}

/** Signed by node-forge, so that the Mac's own reader meets another's writing. */
export function signProfile(xml: string, authority: StandInAuthority): Buffer {
  const message = forge.pkcs7.createSignedData()
  message.content = forge.util.createBuffer(xml, 'utf8')
  message.addCertificate(authority.certificatePem)
  message.addSigner({
    key: authority.privateKeyPem,
    certificate: authority.certificatePem,
    digestAlgorithm: forge.pki.oids.sha256 ?? '',
    authenticatedAttributes: [
      { type: forge.pki.oids.contentType ?? '', value: forge.pki.oids.data },
      { type: forge.pki.oids.messageDigest ?? '' },
      { type: forge.pki.oids.signingTime ?? '', value: new Date() as never },
    ],
  })
  message.sign()
  return Buffer.from(forge.asn1.toDer(message.toAsn1()).getBytes(), 'binary')
}
