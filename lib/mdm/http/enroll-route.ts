import type { IncomingMessage } from 'node:http'
import type { MdmContext } from '../service/mdm-context.ts'
import { openInvitation, requireOpenInvitation } from '../service/open-invitation.ts'
import { InvitationError } from '../service/refusals.ts'
import { requireMethod } from './require-request.ts'
import type { DeviceReply } from './respond-to-device.ts'

const contentType = 'application/x-apple-aspen-config'
const fileName = 'enroll.mobileconfig'

/**
 * GET /mdm/enroll/<token>: the enrollment profile; a browser that comes too late is led to a page that says so. HEAD,
 * which mail scanners and previews send, changes nothing.
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
  try {
    return { contentType, body: await openInvitation(context, token), fileName }
  } catch (error) {
    const page = error instanceof InvitationError && isBrowser(req) && context.closedLinkUrl?.(error.code)
    if (!page) throw error
    return { body: null, seeOther: page }
  }
}

/** Somebody is looking: they are shown a page in their own language. */
const isBrowser = ({ headers }: IncomingMessage): boolean => headers.accept?.includes('text/html') === true
