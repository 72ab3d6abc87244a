import { accountClientId, accountScope } from '../protocol/account-sign-in.ts'
import {
  retrieveBearerToken,
  revokeReplayedTokens,
  storeBearerToken,
  takeBearerToken,
} from '../store/bearer-tokens.ts'
import { retrieveInvitation } from '../store/invitations.ts'
import { AccountError, OAuthError } from './account-error.ts'
import { accountTimes } from './account-times.ts'
import { digestSecret } from './digest-secret.ts'
import { randomToken } from './invite-by-account.ts'
import type { MdmContext } from './mdm-context.ts'

/**
 * What a Mac gets for a code or a refresh token, in the words of the standard.
 * Source: RFC 6749 section 5.1
 */
export type TokenGrant = {
  token_type: 'Bearer'
  access_token: string
  refresh_token: string
  expires_in: number
  scope: string
}

const grantTypes = { authorization_code: 'code', refresh_token: 'refresh' } as const

/**
 * Trades a code, or a refresh token, for an access token and the next refresh token. Each is good once; one that comes
 * a second time ends everything that came of that sign-in.
 *
 * throws   OAuthError.
 * spec     RFC 6749 sections 4.1.3, 5 and 6; RFC 9700 section 4.14.2
 */
export async function grantAccountToken(context: MdmContext, form: URLSearchParams): Promise<TokenGrant> {
  const grantType = required(form, 'grant_type')
  if (grantType !== 'authorization_code' && grantType !== 'refresh_token') {
    throw new OAuthError('unsupported_grant_type', 'authorization_code and refresh_token are served')
  }
  if (required(form, 'client_id') !== accountClientId)
    throw new OAuthError('invalid_client', 'another client')
  const isCode = grantType === 'authorization_code'
  const tokenSha256 = digestSecret(required(form, isCode ? 'code' : 'refresh_token'))
  const redirectUri = isCode ? required(form, 'redirect_uri') : null
  const now = context.clock()
  const row = { tokenSha256, use: grantTypes[grantType], redirectUri }
  const taken = await takeBearerToken(context.sql, row, now)
  return taken ? issue(context, taken.invitationId, isCode) : refuse(context, tokenSha256, now)
}

async function issue(context: MdmContext, invitationId: string, isFirst: boolean): Promise<TokenGrant> {
  const { sql } = context
  const issuedAt = context.clock()
  const after = (ms: number) => new Date(issuedAt.getTime() + ms)
  const [accessToken, refreshToken] = [randomToken(context), randomToken(context)]
  await storeBearerToken(sql, {
    ...{ tokenSha256: digestSecret(accessToken), invitationId, issuedAt },
    use: isFirst ? 'profile' : 'check_in',
    expiresAt: after(isFirst ? accountTimes.profileMs : accountTimes.checkInMs),
  })
  await storeBearerToken(sql, {
    ...{ tokenSha256: digestSecret(refreshToken), invitationId, issuedAt },
    use: 'refresh',
    expiresAt: after(accountTimes.refreshMs),
  })
  return {
    token_type: 'Bearer',
    access_token: accessToken,
    refresh_token: refreshToken,
    expires_in: accountTimes.checkInMs / 1000,
    scope: accountScope,
  }
}

async function refuse(context: MdmContext, tokenSha256: string, now: Date): Promise<never> {
  const replayed = await revokeReplayedTokens(context.sql, tokenSha256, now)
  const invitation = replayed && (await retrieveInvitation(context.sql, replayed.invitationId))
  if (invitation) {
    const whose = { invitationId: invitation.id, personId: invitation.personId }
    await context.accountRefusals.note(new AccountError('token_replayed', 'A code came twice.', whose))
  }
  const known = await retrieveBearerToken(context.sql, tokenSha256)
  if (!replayed && known?.revokedAt) {
    await context.accountRefusals.note(new AccountError('token_revoked', 'This sign-in was ended.', known))
  }
  throw new OAuthError('invalid_grant', 'the code or token is unknown, used or too old')
}

/** A parameter that stands twice is as bad as one that is missing. */
function required(form: URLSearchParams, name: string): string {
  const [value, ...others] = form.getAll(name)
  if (!value || others.length > 0) throw new OAuthError('invalid_request', `${name} is needed, once`)
  return value
}
