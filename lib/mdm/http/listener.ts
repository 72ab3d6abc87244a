import type { IncomingMessage, ServerResponse } from 'node:http'
import type { MdmContext } from '../service/mdm-context.ts'
import type { BodyTimeouts } from '../service/mdm-options.ts'
import { answerAccount } from './account-route.ts'
import { answerAccountToken } from './account-token-route.ts'
import { answerAsset } from './asset-route.ts'
import { createBodyBudget } from './body-budget.ts'
import { answerCheckIn } from './checkin-route.ts'
import { answerCommand } from './command-route.ts'
import { answerEnroll } from './enroll-route.ts'
import { createLargeTurns } from './large-turns.ts'
import type { DeviceBodyLimits } from './read-device-body.ts'
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

const usualTimeouts: BodyTimeouts = { bodyMs: 30_000, resultMs: 120_000 }

const megabyte = 1024 * 1024
const roomForLargeBodies = 256 * megabyte

type Limits = { bodyMs: number; checkIn: DeviceBodyLimits; command: DeviceBodyLimits }

function limitsOf({ bodyMs, resultMs }: BodyTimeouts): Limits {
  const large = { budget: createBodyBudget(roomForLargeBodies), turns: createLargeTurns() }
  return {
    bodyMs,
    checkIn: { maxBytes: megabyte, timeoutMs: bodyMs, ...large },
    command: { maxBytes: 16 * megabyte, timeoutMs: resultMs, ...large },
  }
}

/**
 * Makes the listener that stands in front of Next.
 * Source: Apple, "Managing connections between devices and the server"; RFC 8894 section 4
 */
export function createDeviceListener(context: MdmContext): DeviceListener {
  const limits = limitsOf(context.bodyTimeouts ?? usualTimeouts)
  const waiting: (() => void)[] = []
  let underWay = 0
  const finished = (): void => {
    underWay -= 1
    if (underWay === 0) for (const resolve of waiting.splice(0)) resolve()
  }
  return {
    respond(req, res) {
      const path = pathOf(req.url ?? '')
      if (path !== '/mdm' && !path.startsWith('/mdm/')) return false
      underWay += 1
      const answered = respondToDevice(context, req, res, routeOf(path), () =>
        answer(context, limits, req, path),
      )
      answered.then(finished, finished)
      return true
    },
    async drain() {
      if (underWay > 0) await new Promise<void>((resolve) => waiting.push(resolve))
    },
  }
}

function pathOf(url: string): string {
  const query = url.indexOf('?')
  return query < 0 ? url : url.slice(0, query)
}

const routes: ReadonlySet<string> = new Set(['command', 'checkin', 'scep', 'enroll', 'asset', 'account'])

/** A name for the log, which holds nothing that a stranger has written. */
function routeOf(path: string): string {
  const end = path.indexOf('/', 5)
  const name = path.slice(5, end < 0 ? undefined : end)
  return routes.has(name) ? name : 'unknown'
}

async function answer(
  context: MdmContext,
  { bodyMs, checkIn, command }: Limits,
  req: IncomingMessage,
  path: string,
): Promise<DeviceReply> {
  if (path === '/mdm/command') return answerCommand(context, req, command)
  if (path === '/mdm/checkin') return answerCheckIn(context, req, checkIn)
  if (path === '/mdm/scep') {
    const query = new URLSearchParams((req.url ?? '').split('?').slice(1).join('?'))
    return answerScep(context, req, query, bodyMs)
  }
  if (path === '/mdm/account/byod') return answerAccount(context, req, 'byod', bodyMs)
  if (path === '/mdm/account/adde') return answerAccount(context, req, 'adde', bodyMs)
  if (path === '/mdm/account/token') return answerAccountToken(context, req, bodyMs)
  const token = /^\/mdm\/enroll\/([A-Za-z0-9_-]{16,128})$/.exec(path)?.[1]
  if (token !== undefined) return answerEnroll(context, req, token)
  const asset = /^\/mdm\/asset\/([0-9a-f-]{36})$/.exec(path)?.[1]
  if (asset !== undefined) return answerAsset(context, req, asset)
  throw new RequestError('route_unknown', 'there is nothing here')
}
