import type { IncomingMessage } from 'node:http'
import type { MdmContext } from '../service/mdm-context.ts'
import { openInvitation, requireOpenInvitation } from '../service/open-invitation.ts'
import { requireMethod } from './require-request.ts'
import type { DeviceReply } from './respond-to-device.ts'

const contentType = 'application/x-apple-aspen-config'
const fileName = 'enroll.mobileconfig'

/**
 * GET /mdm/enroll/<token>: the enrollment profile. HEAD, which mail scanners and previews send, changes nothing.
 * Source: Apple, "Deploying device management enrollment profiles"; RFC 9110 section 9.3.2
 */
export async function answerEnroll(
  context: MdmContext,
  req: IncomingMessage,
  token: string,
): Promise<DeviceReply> {
  requireMethod(req, 'GET', 'HEAD')
  if (req.method === 'HEAD') {
    await requireOpenInvitation(context, token)
    return { contentType, body: null, fileName }
  }
  return { contentType, body: await openInvitation(context, token), fileName }
}
