import type { IncomingMessage, ServerResponse } from 'node:http'
import type { MdmContext } from '../service/mdm-context.ts'
import { answerAsset } from './asset-route.ts'
import { answerCheckIn } from './checkin-route.ts'
import { answerCommand } from './command-route.ts'
import { answerEnroll } from './enroll-route.ts'
import { RequestError } from './request-error.ts'
import { type DeviceReply, respondToDevice } from './respond-to-device.ts'
import { answerScep } from './scep-route.ts'

/**
 * Answers device requests and knows which are under way.
 * Source: Apple, "Managing connections between devices and the server"
 */
export type DeviceListener = {
  /** True for a path under /mdm/: it is answered here. */
  respond(req: IncomingMessage, res: ServerResponse): boolean
  /** Resolves when every request that was begun has been answered. */
  drain(): Promise<void>
}

/**
 * How long a body may take. The time for headers is the HTTP server's own setting.
 * Source: RFC 9110 section 15.5.9
 */
export type ListenerTimeouts = { bodyMs: number; resultMs: number }

const usualTimeouts: ListenerTimeouts = { bodyMs: 30_000, resultMs: 120_000 }

/**
 * Makes the listener that stands in front of Next.
 * Source: Apple, "Managing connections between devices and the server"; RFC 8894 section 4
 */
export function createDeviceListener(
  context: MdmContext,
  timeouts: ListenerTimeouts = usualTimeouts,
): DeviceListener {
  const open = new Set<Promise<void>>()
  return {
    respond(req, res) {
      const path = (req.url ?? '').split('?', 1)[0] ?? ''
      if (path !== '/mdm' && !path.startsWith('/mdm/')) return false
      const route = path.split('/', 3)[2] ?? ''
      const answered = respondToDevice(context, req, res, route, () => answer(context, timeouts, req, path))
      open.add(answered)
      answered.finally(() => open.delete(answered))
      return true
    },
    async drain() {
      await Promise.allSettled(open)
    },
  }
}

async function answer(
  context: MdmContext,
  timeouts: ListenerTimeouts,
  req: IncomingMessage,
  path: string,
): Promise<DeviceReply> {
  if (path === '/mdm/command') return answerCommand(context, req, timeouts.resultMs)
  if (path === '/mdm/checkin') return answerCheckIn(context, req, timeouts.bodyMs)
  if (path === '/mdm/scep') {
    const query = new URLSearchParams((req.url ?? '').split('?').slice(1).join('?'))
    return answerScep(context, req, query, timeouts.bodyMs)
  }
  const token = /^\/mdm\/enroll\/([A-Za-z0-9_-]{16,128})$/.exec(path)?.[1]
  if (token !== undefined) return answerEnroll(context, req, token)
  const asset = /^\/mdm\/asset\/([0-9a-f-]{36})$/.exec(path)?.[1]
  if (asset !== undefined) return answerAsset(context, req, asset)
  throw new RequestError('route_unknown', 'there is nothing here')
}
