import type { IncomingMessage } from 'node:http'
import { decodeCommandResult } from '../protocol/decode-command-result.ts'
import { checkUserToken } from '../service/check-user-token.ts'
import { decodeLargeResult, largeResultBytes } from '../service/decode-large-result.ts'
import type { MdmContext } from '../service/mdm-context.ts'
import { reportResult } from '../service/report-result.ts'
import { type DeviceBodyLimits, readDeviceBody } from './read-device-body.ts'
import { requireMediaType, requireMethod } from './require-request.ts'
import type { DeviceReply } from './respond-to-device.ts'

/**
 * PUT /mdm/command, the hot path: verify, decode, one statement, answer.
 * Source: Apple, "Sending MDM commands to a device"
 */
export async function answerCommand(
  context: MdmContext,
  req: IncomingMessage,
  limits: DeviceBodyLimits,
): Promise<DeviceReply> {
  requireMethod(req, 'PUT')
  requireMediaType(req, 'application/x-apple-aspen-mdm')
  return readDeviceBody(context, req, limits, async (device, body) => {
    const result = body.length < largeResultBytes ? decodeCommandResult(body) : await decodeLargeResult(body)
    const { authorization } = req.headers
    if (authorization !== undefined) await checkUserToken(context, result.enrollment, authorization)
    const next = await reportResult(context, device.certificateSha256, result, body)
    return next === null ? { body: null } : { contentType: 'application/xml', body: next }
  })
}
