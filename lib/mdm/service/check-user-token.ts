import { readBearerToken } from '../protocol/account-sign-in.ts'
import type { EnrollmentIdentity } from '../protocol/enrollment-id.ts'
import { isTokenOfEnrollment } from '../store/bearer-tokens.ts'
import { BearerTokenError } from './account-error.ts'
import { digestSecret } from './digest-secret.ts'
import type { MdmContext } from './mdm-context.ts'

/**
 * Checks the token that a Mac may send on the user channel of an account-driven enrollment. Who speaks is proven by the
 * certificate, so a message without a token is as good; a token that is there must be right.
 *
 * throws   BearerTokenError.
 * spec     Apple, "Onboarding users with account-driven enrollment"
 */
export async function checkUserToken(
  context: Pick<MdmContext, 'sql' | 'clock'>,
  { channel, deviceId }: EnrollmentIdentity,
  authorization: string | undefined,
): Promise<void> {
  if (authorization === undefined || channel !== 'user') return
  const token = readBearerToken(authorization)
  if (token && (await isTokenOfEnrollment(context.sql, digestSecret(token), deviceId, context.clock())))
    return
  throw new BearerTokenError()
}
