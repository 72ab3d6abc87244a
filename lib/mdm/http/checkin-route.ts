import type { IncomingMessage } from 'node:http'
import { decodeCheckIn } from '../protocol/decode-checkin.ts'
import { checkUserToken } from '../service/check-user-token.ts'
import { handleCheckIn } from '../service/handle-checkin.ts'
import type { MdmContext } from '../service/mdm-context.ts'
import { type DeviceBodyLimits, readDeviceBody } from './read-device-body.ts'
import { requireMediaType, requireMethod } from './require-request.ts'
import type { DeviceReply } from './respond-to-device.ts'

/**
 * PUT /mdm/checkin.
 * Source: mdm/checkin/*.yaml; Apple, "Managing connections between devices and the server"
 */
export async function answerCheckIn(
  context: MdmContext,
  req: IncomingMessage,
  limits: DeviceBodyLimits,
): Promise<DeviceReply> {
  requireMethod(req, 'PUT')
  requireMediaType(req, 'application/x-apple-aspen-mdm-checkin')
  return readDeviceBody(context, req, limits, async (device, body) => {
    const checkIn = decodeCheckIn(body)
    await checkUserToken(context, checkIn.enrollment, req.headers.authorization)
    return (await handleCheckIn(context, device.certificateSha256, checkIn)) ?? { body: null }
  })
}
