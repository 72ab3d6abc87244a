import { InvalidCommandError } from './errors.ts'
import type { PlistDict } from './plist.ts'

/**
 * All that an enrollment profile needs. UUIDs are made by the caller; identifiers follow from `identifierPrefix`,
 * so that a later profile of the same organization replaces this one.
 * Source: mdm/profiles/com.apple.mdm.yaml, mdm/profiles/com.apple.security.scep.yaml
 */
export type EnrollmentProfileOptions = {
  organizationName: string
  /** reverse-DNS and stable for the organization, such as `nl.example.zelf` */
  identifierPrefix: string
  displayName: string
  description?: string
  serverUrl: string
  checkInUrl: string
  /** com.apple.mgmt.… of the push certificate */
  topic: string
  accessRights: number
  scep: { url: string; name: string; challenge: string; subjectCommonName: string; caSha256?: Uint8Array }
  uuids: { profile: string; scep: string; mdm: string; anchors?: string[] }
  /** certificates to trust before the rest, where the server's own chain is private */
  anchors?: Uint8Array[]
}

/**
 * Builds the profile that enrolls a Mac (device enrollment): an identity by SCEP and the MDM payload.
 *
 * throws   InvalidCommandError for no access rights, or other than one UUID for each anchor.
 * spec     mdm/profiles/TopLevel.yaml, com.apple.mdm.yaml, com.apple.security.scep.yaml, com.apple.security.root.yaml
 */
export function buildEnrollmentProfile(options: EnrollmentProfileOptions): PlistDict {
  const { accessRights } = options
  if (!Number.isInteger(accessRights) || accessRights < 1 || accessRights > 8191) {
    throw new InvalidCommandError('access rights are 1 to 8191')
  }
  const profile: PlistDict = {
    PayloadType: 'Configuration',
    PayloadVersion: 1,
    PayloadIdentifier: `${options.identifierPrefix}.enroll`,
    PayloadUUID: options.uuids.profile,
    PayloadScope: 'System',
    PayloadDisplayName: options.displayName,
    PayloadOrganization: options.organizationName,
    PayloadContent: [...buildAnchors(options), buildScepPayload(options), buildMdmPayload(options)],
  }
  if (options.description !== undefined) profile.PayloadDescription = options.description
  return profile
}

function buildAnchors(options: EnrollmentProfileOptions): PlistDict[] {
  const anchors = options.anchors ?? []
  const uuids = options.uuids.anchors ?? []
  return anchors.map((certificateDer, index) => {
    const uuid = uuids[index]
    if (uuid === undefined) throw new InvalidCommandError('an anchor without a UUID')
    return {
      PayloadType: 'com.apple.security.root',
      PayloadVersion: 1,
      PayloadIdentifier: `${options.identifierPrefix}.enroll.anchor.${index + 1}`,
      PayloadUUID: uuid,
      PayloadDisplayName: `${options.organizationName} (${index + 1})`,
      PayloadContent: certificateDer,
    }
  })
}

function buildScepPayload(options: EnrollmentProfileOptions): PlistDict {
  const { scep } = options
  const content: PlistDict = {
    URL: scep.url,
    Name: scep.name,
    Challenge: scep.challenge,
    Subject: [[['CN', scep.subjectCommonName]]],
    'Key Type': 'RSA',
    Keysize: 2048,
    'Key Usage': 5,
    KeyIsExtractable: false,
    AllowAllAppsAccess: false,
  }
  if (scep.caSha256 !== undefined) content.CAFingerprint = scep.caSha256
  return {
    PayloadType: 'com.apple.security.scep',
    PayloadVersion: 1,
    PayloadIdentifier: `${options.identifierPrefix}.enroll.scep`,
    PayloadUUID: options.uuids.scep,
    PayloadDisplayName: `${options.organizationName} identity`,
    PayloadContent: content,
  }
}

function buildMdmPayload(options: EnrollmentProfileOptions): PlistDict {
  return {
    PayloadType: 'com.apple.mdm',
    PayloadVersion: 1,
    PayloadIdentifier: `${options.identifierPrefix}.enroll.mdm`,
    PayloadUUID: options.uuids.mdm,
    PayloadDisplayName: options.displayName,
    IdentityCertificateUUID: options.uuids.scep,
    Topic: options.topic,
    ServerURL: options.serverUrl,
    CheckInURL: options.checkInUrl,
    SignMessage: true,
    AccessRights: options.accessRights,
    CheckOutWhenRemoved: true,
    ServerCapabilities: ['com.apple.mdm.per-user-connections', 'com.apple.mdm.bootstraptoken'],
  }
}
