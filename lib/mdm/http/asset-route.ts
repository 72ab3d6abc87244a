import type { IncomingMessage } from 'node:http'
import { recognizeDevice, requireSaid } from '../service/identify-device.ts'
import type { MdmContext } from '../service/mdm-context.ts'
import { serveAsset } from '../service/serve-asset.ts'
import { readCredentials } from './read-credentials.ts'
import { requireMethod } from './require-request.ts'
import type { DeviceReply } from './respond-to-device.ts'

const nothing = new Uint8Array()

/**
 * GET /mdm/asset/<id>: a file that a declaration refers to. The Mac shows who it is by its client certificate, or by
 * a signature over the body that a GET does not have.
 * Source: declarative/declarations/assets/data.yaml (Authentication); Apple, "Integrating declarative management"
 */
export async function answerAsset(
  context: MdmContext,
  req: IncomingMessage,
  id: string,
): Promise<DeviceReply> {
  requireMethod(req, 'GET', 'HEAD')
  const device = await recognizeDevice(context, readCredentials(context, req))
  requireSaid(device, nothing)
  const { contentType, content } = await serveAsset(context, device.certificateSha256, id)
  return { contentType, body: content }
}
