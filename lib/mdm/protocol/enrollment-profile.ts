import { InvalidCommandError } from './errors.ts'
import type { PlistDict } from './plist.ts'

/**
 * What a profile says besides when somebody signed in on the Mac for it: BYOD is user enrollment, ADDE device
 * enrollment. Neither may change while the Mac is enrolled.
 * Source: mdm/profiles/com.apple.mdm.yaml (EnrollmentMode, AssignedManagedAppleID)
 */
export type AccountEnrollment = { mode: 'BYOD' | 'ADDE'; managedAppleId: string }

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
  /** not looked at in user enrollment, which has none */
  accessRights: number
  account?: AccountEnrollment | null
  scep: { url: string; name: string; challenge: string; subjectCommonName: string; caSha256?: Uint8Array }
  uuids: { profile: string; scep: string; mdm: string; anchors?: string[] }
  /** certificates to trust before the rest, where the server's own chain is private */
  anchors?: Uint8Array[]
}

/**
 * Builds the profile that enrolls a Mac: an identity by SCEP and the MDM payload.
 *
 * throws   InvalidCommandError for no access rights, no account where there should be one, or other than one UUID for
 *          each anchor.
 * spec     mdm/profiles/TopLevel.yaml, com.apple.mdm.yaml, com.apple.security.scep.yaml, com.apple.security.root.yaml
 */
export function buildEnrollmentProfile(options: EnrollmentProfileOptions): PlistDict {
  const { accessRights, account } = options
  const hasRights = Number.isInteger(accessRights) && accessRights >= 1 && accessRights <= 8191
  if (!hasRights && account?.mode !== 'BYOD') throw new InvalidCommandError('access rights are 1 to 8191')
  // A Mac that is told of no account, or later of another one, drops the enrollment.
  if (account && !account.managedAppleId)
    throw new InvalidCommandError('the Managed Apple Account is missing')
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
  const { account } = options
  const payload: PlistDict = {
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
    CheckOutWhenRemoved: true,
  }
  const perUser = 'com.apple.mdm.per-user-connections'
  if (account) {
    payload.EnrollmentMode = account.mode
    payload.AssignedManagedAppleID = account.managedAppleId
  }
  // With access rights a Mac cancels a user enrollment, and there is no bootstrap token in one.
  if (account?.mode === 'BYOD') return { ...payload, ServerCapabilities: [perUser] }
  const ServerCapabilities = [perUser, 'com.apple.mdm.bootstraptoken']
  return { ...payload, AccessRights: options.accessRights, ServerCapabilities }
}
