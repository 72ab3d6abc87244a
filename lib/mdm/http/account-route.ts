import type { IncomingMessage } from 'node:http'
import { type AccountKind, buildSignInChallenge, readBearerToken } from '../protocol/account-sign-in.ts'
import { AccountError } from '../service/account-error.ts'
import type { MdmContext } from '../service/mdm-context.ts'
import { openAccountInvitation } from '../service/open-account-invitation.ts'
import { readMachine } from '../service/read-machine.ts'
import { readBody } from './read-body.ts'
import { requireBodyWithin, requireMethod } from './require-request.ts'
import type { DeviceReply } from './respond-to-device.ts'

const maxBytes = 64 * 1024

/**
 * POST /mdm/account/byod or adde: machine information in, the enrollment profile out, and in between the sign-in. This
 * is the one route where 401 is right: nothing is enrolled yet that a Mac could remove, and it comes with the header
 * that leads to the sign-in. Macs send bodies of several media types, so none is asked for.
 *
 * throws   RequestError, IdentityError, MalformedPlistError, MalformedMessageError, AccountError, PushCertificateError.
 * spec     Apple, "Implementing the simple authentication account-driven enrollment flow"; other/machineinfo.yaml
 */
export async function answerAccount(
  context: MdmContext,
  req: IncomingMessage,
  kind: AccountKind,
  timeoutMs: number,
): Promise<DeviceReply> {
  requireMethod(req, 'POST')
  requireBodyWithin(req, maxBytes)
  const body = await readBody(req, { maxBytes, timeoutMs })
  const { authorization } = req.headers
  try {
    readMachine(context, body, authorization === undefined)
    if (authorization === undefined) return await askToSignIn(context, kind, 'sign_in_needed: Sign in first.')
    const profile = await openAccountInvitation(context, kind, readBearerToken(authorization))
    return { contentType: 'application/x-apple-aspen-config', body: profile, fileName: 'enroll.mobileconfig' }
  } catch (error) {
    if (!(error instanceof AccountError)) throw error
    await context.accountRefusals.note(error)
    if (!error.code.startsWith('token_')) throw error
    context.log({ level: 'warn', message: 'a sign-in was of no use', code: error.code, route: 'account' })
    return askToSignIn(context, kind, `${error.code}: ${error.message}`)
  }
}

async function askToSignIn(context: MdmContext, kind: AccountKind, words: string): Promise<DeviceReply> {
  const signIn = await context.accountSignIn?.(kind)
  if (!signIn) throw new AccountError('account_sign_in_missing', 'Nobody can sign in for this here.')
  return {
    contentType: 'text/plain; charset=utf-8',
    body: `${words}\n`,
    challenge: buildSignInChallenge(signIn),
  }
}
