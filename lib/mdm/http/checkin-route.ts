import type { IncomingMessage } from 'node:http'
import { decodeCheckIn } from '../protocol/decode-checkin.ts'
import { handleCheckIn } from '../service/handle-checkin.ts'
import { identifyDevice } from '../service/identify-device.ts'
import type { MdmContext } from '../service/mdm-context.ts'
import { readBody } from './read-body.ts'
import { readCredentials } from './read-credentials.ts'
import { requireMediaType, requireMethod } from './require-request.ts'
import type { DeviceReply } from './respond-to-device.ts'

/**
 * PUT /mdm/checkin. Nothing of the body is read before its signature is good.
 * Source: mdm/checkin/*.yaml; Apple, "Managing connections between devices and the server"
 */
export async function answerCheckIn(
  context: MdmContext,
  req: IncomingMessage,
  timeoutMs: number,
): Promise<DeviceReply> {
  requireMethod(req, 'PUT')
  requireMediaType(req, 'application/x-apple-aspen-mdm-checkin')
  const body = await readBody(req, { maxBytes: 1024 * 1024, timeoutMs })
  const { certificateSha256 } = await identifyDevice(context, readCredentials(context, req), body)
  return (await handleCheckIn(context, certificateSha256, decodeCheckIn(body))) ?? { body: null }
}
