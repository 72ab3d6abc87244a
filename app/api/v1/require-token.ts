import type { TokenActor } from '#lib/auth/actor.ts'
import { readApiToken } from '#lib/auth/read-api-token.ts'
import { RequestRefused } from './request-refused.ts'

function refuse(code: 'token_required' | 'invalid_token', detail: string): RequestRefused {
  const error = code === 'invalid_token' ? ', error="invalid_token"' : ''
  const headers = { 'www-authenticate': `Bearer realm="Zelf"${error}` }
  return new RequestRefused({ status: 401, code, detail, headers })
}

/**
 * Who asks: a token in the Authorization header and nothing else, so that no cookie, and with it no other site's page,
 * can ask in somebody's name. Unknown, revoked and expired look alike.
 * throws   RequestRefused
 */
export async function requireToken(headers: Headers): Promise<TokenActor> {
  const authorization = headers.get('authorization')
  if (!authorization) {
    throw refuse('token_required', 'send a token in the header Authorization: Bearer')
  }
  const [, token = ''] = /^bearer +([^\s,]+)$/i.exec(authorization) ?? []
  const actor = await readApiToken(token)
  if (!actor) throw refuse('invalid_token', 'this token is unknown, has expired or was revoked')
  return actor
}
