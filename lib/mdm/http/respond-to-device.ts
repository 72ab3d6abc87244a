import type { IncomingMessage, ServerResponse } from 'node:http'
import { IdentityError, MdmError } from '../protocol/errors.ts'
import type { MdmOptions } from '../service/mdm-options.ts'
import { passOverBody } from './pass-over-body.ts'

/**
 * What a route gives back; a null body is the empty 200 that lets a Mac sleep.
 *
 * status      200 unless told otherwise
 * challenge   makes it the 401 that has a Mac sign in, before there is an enrollment that it could remove
 * seeOther    makes it a 303 to a page for people; never for a Mac
 * source      Apple, "Managing connections between devices and the server"; RFC 9110 section 11.6.1
 */
export type DeviceReply = {
  contentType?: string
  body: string | Uint8Array | null
  fileName?: string
  status?: 400
  challenge?: string
  seeOther?: string
}

// 401 is not among them and must never be: it makes a Mac remove its enrollment profile.
const statusOf: Readonly<Record<string, number>> = {
  malformed_plist: 400,
  malformed_message: 400,
  malformed_der: 400,
  scep_refused: 400,
  unknown_message_type: 400,
  unknown_command: 400,
  token_service_unknown: 400,
  request_malformed: 400,
  body_broken_off: 400,
  not_enrolled: 403,
  mac_not_admitted: 403,
  bearer_token_refused: 403,
  macos_too_old: 403,
  not_a_mac: 403,
  clock_wrong: 403,
  route_unknown: 404,
  declaration_unknown: 404,
  asset_unknown: 404,
  invitation_unknown: 404,
  method_not_allowed: 405,
  body_too_slow: 408,
  user_not_managed: 410,
  invitation_used: 410,
  invitation_revoked: 410,
  invitation_expired: 410,
  body_too_large: 413,
  media_type_unsupported: 415,
  push_certificate_missing: 503,
  account_sign_in_missing: 503,
}

/**
 * Answers a device, and is the one place where an error becomes a status. What it tells is the error's own short
 * sentence; what went wrong inside is for the log.
 * Source: Apple, "Managing connections between devices and the server" (status codes); RFC 9110 section 15
 */
export async function respondToDevice(
  options: Pick<MdmOptions, 'log'>,
  req: IncomingMessage,
  res: ServerResponse,
  route: string,
  answer: () => Promise<DeviceReply>,
): Promise<void> {
  try {
    const reply = await answer()
    sendReply(req, res, statusOfReply(reply), reply)
  } catch (error) {
    const status = statusFor(error)
    const code = error instanceof MdmError ? error.code : 'internal'
    if (status >= 500) options.log({ level: 'error', message: 'a device got no answer', code, route, error })
    else options.log({ level: 'warn', message: 'a device was refused', code, route })
    // Who was too slow has had his time.
    if (status !== 408) await passOverBody(req)
    const body = status >= 500 && code === 'internal' ? 'Try again later.' : messageOf(error)
    sendReply(req, res, status, { contentType: 'text/plain; charset=utf-8', body: `${body}\n` })
  }
}

function statusOfReply({ challenge, seeOther, status }: DeviceReply): number {
  if (challenge !== undefined) return 401
  return seeOther === undefined ? (status ?? 200) : 303
}

function statusFor(error: unknown): number {
  if (error instanceof IdentityError) return 403
  if (error instanceof MdmError) return statusOf[error.code] ?? 500
  return 500
}

function messageOf(error: unknown): string {
  return error instanceof MdmError ? `${error.code}: ${error.message}` : 'Try again later.'
}

function sendReply(req: IncomingMessage, res: ServerResponse, status: number, reply: DeviceReply): void {
  if (res.destroyed || res.headersSent) return
  const body = reply.body ?? ''
  const headers = ['Cache-Control', 'no-store', 'X-Content-Type-Options', 'nosniff']
  headers.push('Content-Length', String(Buffer.byteLength(body)))
  if (reply.contentType) headers.push('Content-Type', reply.contentType)
  if (reply.seeOther) headers.push('Location', reply.seeOther)
  if (reply.challenge) headers.push('WWW-Authenticate', reply.challenge)
  if (reply.fileName) headers.push('Content-Disposition', `attachment; filename="${reply.fileName}"`)
  if (!req.complete) {
    headers.push('Connection', 'close')
    res.once('finish', () => req.destroy())
  }
  res.writeHead(status, headers)
  // A string leaves in one piece with the headers, and so does nothing at all.
  res.end(req.method === 'HEAD' || body.length === 0 ? undefined : body)
}
