import type { IncomingMessage } from 'node:http'
import { decodeCheckIn } from '../protocol/decode-checkin.ts'
import { checkUserToken } from '../service/check-user-token.ts'
import { handleCheckIn } from '../service/handle-checkin.ts'
import { recognizeDevice, requireSaid } from '../service/identify-device.ts'
import type { MdmContext } from '../service/mdm-context.ts'
import { readBody } from './read-body.ts'
import { readCredentials } from './read-credentials.ts'
import { requireBodyWithin, requireMediaType, requireMethod } from './require-request.ts'
import type { DeviceReply } from './respond-to-device.ts'

const maxBytes = 1024 * 1024

/**
 * PUT /mdm/checkin. No body of a stranger is taken in, and nothing of any is decoded before its
 * signature is good.
 * Source: mdm/checkin/*.yaml; Apple, "Managing connections between devices and the server"
 */
export async function answerCheckIn(
  context: MdmContext,
  req: IncomingMessage,
  timeoutMs: number,
): Promise<DeviceReply> {
  requireMethod(req, 'PUT')
  requireMediaType(req, 'application/x-apple-aspen-mdm-checkin')
  requireBodyWithin(req, maxBytes)
  const device = await recognizeDevice(context, readCredentials(context, req))
  const body = await readBody(req, { maxBytes, timeoutMs })
  requireSaid(device, body)
  const checkIn = decodeCheckIn(body)
  await checkUserToken(context, checkIn.enrollment, req.headers.authorization)
  return (await handleCheckIn(context, device.certificateSha256, checkIn)) ?? { body: null }
}
