import { allAccessRights, personalMacAccessRights } from '../protocol/access-rights.ts'
import { codeRedirect } from '../protocol/account-sign-in.ts'
import {
  revokeAccountTokens,
  storeAccountInvitation,
  storeRefusal,
  supersedeInvitations,
} from '../store/account-invitations.ts'
import { storeBearerToken } from '../store/bearer-tokens.ts'
import type { Sql } from '../store/sql.ts'
import { accountTimes } from './account-times.ts'
import { digestSecret } from './digest-secret.ts'
import type { MdmContext } from './mdm-context.ts'
import { isUuid, randomUuid } from './random-uuid.ts'

/**
 * Who signed in on a Mac, and for what. With `alone` whatever this person began before and did not finish ends.
 * Source: mdm/profiles/com.apple.mdm.yaml (EnrollmentMode, AssignedManagedAppleID)
 */
export type AccountInvitationRequest = {
  personId: string
  ownership: 'personal' | 'company'
  enrollmentType: 'user' | 'device'
  managedAppleId: string
  alone?: boolean
}

/**
 * The only place where the token is ever seen: the database keeps its digest.
 * Source: RFC 6750 section 1.2
 */
export type AccountInvitation = { invitationId: string; accessToken: string; expiresAt: Date }

/**
 * Makes an invitation of a sign-in on a Mac, and the token that fetches its profile within half an hour.
 * Source: Apple, "Implementing the simple authentication account-driven enrollment flow"
 */
export async function inviteByAccount(
  context: MdmContext,
  sql: Sql,
  request: AccountInvitationRequest,
): Promise<AccountInvitation> {
  const { invitationId, issuedAt, expiresAt } = await beginInvitation(context, sql, request)
  const accessToken = randomToken(context)
  const tokenSha256 = digestSecret(accessToken)
  await storeBearerToken(sql, { tokenSha256, invitationId, use: 'profile', issuedAt, expiresAt })
  return { invitationId, accessToken, expiresAt }
}

/**
 * The same for OAuth 2: the Mac gets a code for a minute, and trades it for the token.
 * Source: RFC 6749 section 4.1.2
 */
export async function inviteByAccountCode(
  context: MdmContext,
  sql: Sql,
  request: AccountInvitationRequest,
): Promise<{ invitationId: string; code: string }> {
  const { invitationId, issuedAt } = await beginInvitation(context, sql, request)
  const code = randomToken(context)
  await storeBearerToken(sql, {
    tokenSha256: digestSecret(code),
    invitationId,
    use: 'code',
    redirectUri: codeRedirect,
    issuedAt,
    expiresAt: new Date(issuedAt.getTime() + accountTimes.codeMs),
  })
  return { invitationId, code }
}

/**
 * Makes a secret of 256 bits.
 * Source: RFC 6750 section 5.2 (guessing)
 */
export function randomToken({ randomBytes }: Pick<MdmContext, 'randomBytes'>): string {
  return Buffer.from(randomBytes(32)).toString('base64url')
}

/**
 * Ends every token and every open invitation of a person, or of one invitation. What is enrolled stays enrolled.
 *
 * returns  how many tokens were revoked
 * spec     RFC 6750 section 5.3
 */
export async function revokeTokens(
  context: MdmContext,
  sql: Sql,
  whom: { personId: string } | { invitationId: string },
): Promise<number> {
  const id = 'personId' in whom ? whom.personId : whom.invitationId
  return isUuid(id) ? revokeAccountTokens(sql, whom, context.clock()) : 0
}

/**
 * Ends the links and sign-ins of a person that no Mac has enrolled with yet, but for one of them.
 * Source: RFC 6750 section 5.3; Apple, "Deploying device management enrollment profiles"
 */
export async function endBegunInvitations(
  context: MdmContext,
  sql: Sql,
  { personId, but }: { personId: string; but: string },
): Promise<void> {
  if (isUuid(personId) && isUuid(but)) await supersedeInvitations(sql, personId, but, context.clock())
}

/**
 * Ends an invitation for good because the Mac that came with it was not admitted.
 * Source: mdm/checkin/authenticate.yaml
 */
export async function refuseInvitation(context: MdmContext, sql: Sql, invitationId: string): Promise<void> {
  if (isUuid(invitationId)) await storeRefusal(sql, invitationId, context.clock())
}

async function beginInvitation(context: MdmContext, sql: Sql, request: AccountInvitationRequest) {
  const issuedAt = context.clock()
  const expiresAt = new Date(issuedAt.getTime() + accountTimes.profileMs)
  const invitationId = randomUuid(context.randomBytes)
  if (request.alone) await supersedeInvitations(sql, request.personId, null, issuedAt)
  await storeAccountInvitation(sql, {
    id: invitationId,
    personId: request.personId,
    enrollmentType: request.enrollmentType,
    ownership: request.ownership,
    accessRights: accessRightsFor(request),
    managedAppleId: request.managedAppleId,
    createdAt: issuedAt,
    expiresAt,
  })
  return { invitationId, issuedAt, expiresAt }
}

function accessRightsFor({ enrollmentType, ownership }: AccountInvitationRequest): number {
  if (enrollmentType === 'user') return 0
  return ownership === 'company' ? allAccessRights : personalMacAccessRights
}
