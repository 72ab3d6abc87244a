import { allAccessRights, personalMacAccessRights } from '../protocol/access-rights.ts'
import { supersedeInvitations } from '../store/account-invitations.ts'
import { retrieveEnrollment } from '../store/enrollments.ts'
import { retrieveInvitation, storeInvitation } from '../store/invitations.ts'
import type { Sql } from '../store/sql.ts'
import { digestSecret } from './digest-secret.ts'
import type { MdmContext } from './mdm-context.ts'
import { isUuid, randomUuid } from './random-uuid.ts'

/**
 * Whom the link is for, and what the Mac will grant. With `alone` whatever this person began before and did not finish
 * ends.
 * Source: mdm/profiles/com.apple.mdm.yaml (AccessRights)
 */
export type InvitationRequest = {
  personId: string
  ownership: 'personal' | 'company'
  enrollmentType: 'device'
  alone?: boolean
}

/**
 * The only place where the link's secret is ever seen: the database keeps its digest.
 * Source: Apple, "Deploying device management enrollment profiles"
 */
export type Invitation = { invitationId: string; token: string; url: string; expiresAt: Date }

/**
 * How far somebody has come with a link; `refused` when a Mac came with it and was not admitted.
 * Source: mdm/checkin/authenticate.yaml, mdm/checkin/tokenupdate.yaml
 */
export type InvitationState =
  | 'waiting'
  | 'opened'
  | 'identified'
  | 'authenticated'
  | 'enrolled'
  | 'refused'
  | 'expired'

const validForMs = 15 * 60 * 1000

/**
 * Makes a link that enrolls one Mac of one person within 15 minutes. A personal Mac does not grant lock and erase.
 * Source: mdm/profiles/com.apple.mdm.yaml (AccessRights)
 */
export async function invite(context: MdmContext, sql: Sql, request: InvitationRequest): Promise<Invitation> {
  const token = Buffer.from(context.randomBytes(32)).toString('base64url')
  const createdAt = context.clock()
  const expiresAt = new Date(createdAt.getTime() + validForMs)
  const invitationId = randomUuid(context.randomBytes)
  if (request.alone) await supersedeInvitations(sql, request.personId, null, createdAt)
  await storeInvitation(sql, {
    id: invitationId,
    personId: request.personId,
    enrollmentType: request.enrollmentType,
    ownership: request.ownership,
    accessRights: request.ownership === 'company' ? allAccessRights : personalMacAccessRights,
    linkSha256: digestSecret(token),
    createdAt,
    expiresAt,
  })
  return { invitationId, token, url: `${context.publicUrl}/mdm/enroll/${token}`, expiresAt }
}

/**
 * Tells how far an invitation has come; null when it never was.
 * Source: mdm/checkin/authenticate.yaml, mdm/checkin/tokenupdate.yaml
 */
export async function getInvitationState(
  context: MdmContext,
  sql: Sql,
  invitationId: string,
): Promise<InvitationState | null> {
  const row = isUuid(invitationId) ? await retrieveInvitation(sql, invitationId) : null
  if (!row) return null
  if (row.enrolledAt) return 'enrolled'
  if (row.refusedAt) return 'refused'
  if (row.enrollmentId) {
    const enrollment = await retrieveEnrollment(sql, row.enrollmentId)
    if (enrollment?.invitationId === row.id && enrollment.status === 'authenticated') return 'authenticated'
  }
  if (row.expiresAt <= context.clock()) return 'expired'
  if (row.challengeUsedAt) return 'identified'
  return row.openedAt ? 'opened' : 'waiting'
}
