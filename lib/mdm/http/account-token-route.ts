import type { IncomingMessage } from 'node:http'
import { OAuthError } from '../service/account-error.ts'
import { grantAccountToken } from '../service/grant-account-token.ts'
import type { MdmContext } from '../service/mdm-context.ts'
import { readBody } from './read-body.ts'
import { requireBodyWithin, requireMediaType, requireMethod } from './require-request.ts'
import type { DeviceReply } from './respond-to-device.ts'

const maxBytes = 8 * 1024

/**
 * POST /mdm/account/token: the token endpoint of OAuth 2 for a public client. Refusals are JSON with status 400, never
 * 401, which the standard allows as well.
 *
 * throws   RequestError.
 * spec     RFC 6749 sections 3.2 and 5.2
 */
export async function answerAccountToken(
  context: MdmContext,
  req: IncomingMessage,
  timeoutMs: number,
): Promise<DeviceReply> {
  requireMethod(req, 'POST')
  requireMediaType(req, 'application/x-www-form-urlencoded')
  requireBodyWithin(req, maxBytes)
  const form = new URLSearchParams((await readBody(req, { maxBytes, timeoutMs })).toString('utf8'))
  const contentType = 'application/json'
  try {
    return { contentType, body: JSON.stringify(await grantAccountToken(context, form)) }
  } catch (error) {
    if (!(error instanceof OAuthError)) throw error
    context.log({ level: 'warn', message: 'no token was given', code: error.code, route: 'account' })
    const { code, message } = error
    return { status: 400, contentType, body: JSON.stringify({ error: code, error_description: message }) }
  }
}
