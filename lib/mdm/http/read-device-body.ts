import type { IncomingMessage } from 'node:http'
import { type RecognizedDevice, recognizeDevice, requireSaid } from '../service/identify-device.ts'
import type { MdmContext } from '../service/mdm-context.ts'
import type { BodyBudget } from './body-budget.ts'
import type { LargeTurns } from './large-turns.ts'
import { type BodyLimits, readBody } from './read-body.ts'
import { readCredentials } from './read-credentials.ts'
import { requireBodyWithin } from './require-request.ts'

/**
 * How much of a Mac's body is read, for how long, and where large ones find room.
 * Source: RFC 9110 sections 15.5.9 and 15.5.14
 */
export type DeviceBodyLimits = BodyLimits & { budget: BodyBudget; turns: LargeTurns }

/** Shorter ones are no matter, however many there are. */
const largeBytes = 64 * 1024

/**
 * Reads what a Mac says and hands it on when its signature is good. No body of a stranger is taken in.
 *
 * answer   the body is held for as long as this takes
 * throws   IdentityError; RequestError as readBody; what answer throws.
 * spec     Apple, "Managing connections between devices and the server"
 */
export async function readDeviceBody<T>(
  context: MdmContext,
  req: IncomingMessage,
  limits: DeviceBodyLimits,
  answer: (device: RecognizedDevice, body: Buffer) => Promise<T>,
): Promise<T> {
  requireBodyWithin(req, limits.maxBytes)
  const device = await recognizeDevice(context, readCredentials(context, req))
  const size = announcedBytes(req, limits.maxBytes)
  const giveBack = size > largeBytes ? await limits.budget.take(size) : null
  try {
    const body = await readBody(req, limits)
    const take = (): Promise<T> => {
      requireSaid(device, body)
      return answer(device, body)
    }
    return await (size > largeBytes ? limits.turns(async () => take()) : take())
  } finally {
    giveBack?.()
  }
}

/** A body that does not say how long it is may become as long as any. */
function announcedBytes(req: IncomingMessage, maxBytes: number): number {
  const length = req.headers['content-length']
  if (length !== undefined) return Number(length)
  return req.headers['transfer-encoding'] === undefined ? 0 : maxBytes
}
