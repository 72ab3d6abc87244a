import { createHash } from 'node:crypto'
import { signProfile } from '../pki/sign-cms.ts'
import { encodePlist } from '../protocol/encode-plist.ts'
import { type AccountEnrollment, buildEnrollmentProfile } from '../protocol/enrollment-profile.ts'
import { deriveUuid } from './derive-uuid.ts'
import type { MdmContext } from './mdm-context.ts'

/**
 * What differs from one enrollment profile to the next. A later one for the same invitation replaces the first: it
 * has the same identifiers and payload UUIDs, and must have the same topic, access rights and account.
 * Source: mdm/profiles/com.apple.mdm.yaml (Topic, AccessRights, EnrollmentMode, AssignedManagedAppleID)
 */
export type EnrollmentTerms = {
  invitationId: string
  topic: string
  accessRights: number
  challenge: string
  /** who signed in on the Mac; null for a link */
  managedAppleId: string | null
  enrollmentType: string
}

/**
 * Builds and signs the profile that enrolls a Mac, or gives an enrolled one its next identity. It names the authority
 * whose fingerprint it carries, so that GetCACert answers with that one even after a roll-over.
 * Source: mdm/profiles/com.apple.mdm.yaml, mdm/profiles/com.apple.security.scep.yaml (Name, CAFingerprint)
 */
export async function signEnrollmentProfile(
  context: MdmContext,
  terms: EnrollmentTerms,
): Promise<Uint8Array> {
  const { invitationId, topic, accessRights, challenge } = terms
  const [ca, organization] = await Promise.all([context.authority(), context.organization()])
  const { publicUrl } = context
  const uuidOf = (payload: string) => deriveUuid(`enrollment profile ${invitationId} ${payload}`)
  const profile = buildEnrollmentProfile({
    organizationName: organization.name,
    identifierPrefix: enrollmentIdentifierPrefix(organization.id),
    displayName: organization.name,
    serverUrl: `${publicUrl}/mdm/command`,
    checkInUrl: `${publicUrl}/mdm/checkin`,
    topic,
    accessRights,
    account: accountOf(terms),
    scep: {
      url: `${publicUrl}/mdm/scep`,
      name: ca.id,
      challenge,
      subjectCommonName: invitationId,
      caSha256: createHash('sha256').update(ca.certificateDer).digest(),
    },
    uuids: { profile: uuidOf('profile'), scep: uuidOf('scep'), mdm: uuidOf('mdm') },
  })
  return signProfile(Buffer.from(encodePlist(profile), 'utf8'), ca)
}

function accountOf({ managedAppleId, enrollmentType }: EnrollmentTerms): AccountEnrollment | null {
  if (managedAppleId === null) return null
  return { mode: enrollmentType === 'user' ? 'BYOD' : 'ADDE', managedAppleId }
}

/**
 * The identifier of the enrollment profile: the same for every Mac of an organization, so that a new one replaces it.
 * Source: mdm/profiles/TopLevel.yaml (PayloadIdentifier)
 */
export function enrollmentProfileIdentifier(organizationId: string): string {
  return `${enrollmentIdentifierPrefix(organizationId)}.enroll`
}

function enrollmentIdentifierPrefix(organizationId: string): string {
  return `zelf.${organizationId}`
}
