import type { AccountKind } from '../protocol/account-sign-in.ts'
import { type OpenedInvitation, retrieveBearerToken, storeAccountChallenge } from '../store/bearer-tokens.ts'
import { retrievePushCertificate } from '../store/push-certificate.ts'
import { AccountError } from './account-error.ts'
import { accountTimes } from './account-times.ts'
import { digestSecret } from './digest-secret.ts'
import type { MdmContext } from './mdm-context.ts'
import { PushCertificateError } from './refusals.ts'
import { signEnrollmentProfile } from './sign-enrollment-profile.ts'

const typeOf = { byod: 'user', adde: 'device' } as const

/**
 * Answers a good token with the signed profile. A Mac that was interrupted may ask again while the sign-in is fresh and
 * it has not enrolled; each time there is a new challenge, and the one before is dead.
 *
 * token    null for one that has not the form of ours
 * throws   AccountError token_…; PushCertificateError when there is no topic to enroll for.
 * spec     Apple, "Implementing the simple authentication account-driven enrollment flow"
 */
export async function openAccountInvitation(
  context: MdmContext,
  kind: AccountKind,
  token: string | null,
): Promise<Uint8Array> {
  const push = await retrievePushCertificate(context.sql)
  if (!push) throw new PushCertificateError('push_certificate_missing', 'no push certificate was imported')
  const challenge = Buffer.from(context.randomBytes(24)).toString('base64url')
  const opened = await open(context, kind, token, challenge)
  const { id: invitationId, accessRights, enrollmentType, managedAppleId } = opened
  return signEnrollmentProfile(context, {
    ...{ invitationId, accessRights, enrollmentType, managedAppleId, challenge },
    topic: push.topic,
  })
}

async function open(
  context: MdmContext,
  kind: AccountKind,
  token: string | null,
  challenge: string,
): Promise<OpenedInvitation> {
  if (token === null) throw new AccountError('token_unknown', 'This is no token of ours.')
  const now = context.clock()
  const tokenSha256 = digestSecret(token)
  const row = {
    tokenSha256,
    enrollmentType: typeOf[kind],
    challengeSha256: digestSecret(challenge),
    challengeUntil: new Date(now.getTime() + accountTimes.challengeMs),
    tokenExpiresAt: new Date(now.getTime() + accountTimes.checkInMs),
  }
  return (await storeAccountChallenge(context.sql, row, now)) ?? explain(context, kind, tokenSha256)
}

async function explain(context: MdmContext, kind: AccountKind, tokenSha256: string): Promise<never> {
  const token = await retrieveBearerToken(context.sql, tokenSha256)
  if (token?.use !== 'profile' && token?.use !== 'check_in') {
    throw new AccountError('token_unknown', 'This is no token of ours.')
  }
  if (token.revokedAt) throw new AccountError('token_revoked', 'This sign-in was ended.', token)
  if (token.enrolledAt) throw new AccountError('token_used', 'A Mac has enrolled with this sign-in.', token)
  if (token.enrollmentType !== typeOf[kind]) {
    throw new AccountError('token_of_other_kind', 'This sign-in was for another kind of enrollment.', token)
  }
  throw new AccountError('token_expired', 'This sign-in is too old.', token)
}
