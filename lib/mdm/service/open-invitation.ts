import { type LinkStanding, retrieveInvitationByLink, storeChallenge } from '../store/invitations.ts'
import { retrievePushCertificate } from '../store/push-certificate.ts'
import { digestSecret } from './digest-secret.ts'
import type { MdmContext } from './mdm-context.ts'
import { InvitationError, PushCertificateError } from './refusals.ts'
import { signEnrollmentProfile } from './sign-enrollment-profile.ts'

/**
 * Answers an enrollment link with the signed profile. Each opening makes a fresh challenge and kills the one before,
 * so a link works until a Mac has enrolled with it or its time is up.
 *
 * throws   InvitationError; PushCertificateError when there is no topic to enroll for.
 * spec     mdm/profiles/com.apple.mdm.yaml, mdm/profiles/com.apple.security.scep.yaml
 */
export async function openInvitation(context: MdmContext, token: string): Promise<Uint8Array> {
  const push = await retrievePushCertificate(context.sql)
  if (!push) throw new PushCertificateError('push_certificate_missing', 'no push certificate was imported')
  const challenge = Buffer.from(context.randomBytes(24)).toString('base64url')
  const linkSha256 = digestSecret(token)
  const opened = await storeChallenge(context.sql, linkSha256, digestSecret(challenge), context.clock())
  if (!opened) return explainClosedLink(context, linkSha256)
  return signEnrollmentProfile(context, {
    invitationId: opened.id,
    topic: push.topic,
    accessRights: opened.accessRights,
    challenge,
    managedAppleId: null,
    enrollmentType: opened.enrollmentType,
  })
}

/**
 * Tells whether a link still leads to a profile, and changes nothing.
 *
 * throws   InvitationError.
 * spec     RFC 9110 section 9.3.2 (HEAD is safe)
 */
export async function requireOpenInvitation(context: MdmContext, token: string): Promise<void> {
  const row = await retrieveInvitationByLink(context.sql, digestSecret(token))
  if (!row || row.enrolledAt || row.expiresAt <= context.clock()) throw refusalOf(row, context.clock())
}

async function explainClosedLink(context: MdmContext, linkSha256: string): Promise<never> {
  const row = await retrieveInvitationByLink(context.sql, linkSha256)
  const refusal = refusalOf(row, context.clock())
  const whose = row && { invitationId: row.id, personId: row.personId }
  await context.accountRefusals.note({ code: refusal.code, whose })
  throw refusal
}

function refusalOf(row: LinkStanding | null, now: Date): InvitationError {
  if (!row) return new InvitationError('invitation_unknown', 'This link does not exist.')
  if (row.enrolledAt) return new InvitationError('invitation_used', 'This link has been used.')
  if (row.revokedAt)
    return new InvitationError('invitation_revoked', 'This link was ended. Ask the helpdesk.')
  if (row.expiresAt <= now) return new InvitationError('invitation_expired', 'This link is too old.')
  return new InvitationError('invitation_unknown', 'This link is being used.')
}
