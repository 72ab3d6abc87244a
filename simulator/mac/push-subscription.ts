import { MacError } from './mac-error.ts'
import type { Channel } from './mac-state.ts'
import type { Machine } from './machine.ts'
import { pause } from './pause.ts'
import { findPushService } from './push-service.ts'

export type PushHooks = {
  onPush: (channel: Channel) => void
  /** There is no push service here: the Mac has to ask on its own. */
  onNoService: () => void
  /** The push service does not know the token any more: a new one must be made and told to the server. */
  onTokenLost: (channel: Channel) => Promise<void>
}

const addressOf = (machine: Machine, channel: Channel) =>
  channel === 'device' ? machine.state.push : machine.state.userPush

function readLine(machine: Machine, channel: Channel, line: string, hooks: PushHooks): void {
  const push: unknown = JSON.parse(line)
  const pushMagic = push && typeof push === 'object' && 'pushMagic' in push ? push.pushMagic : null
  if (pushMagic !== addressOf(machine, channel)?.pushMagic) {
    machine.tell('trouble', 'A push came with the wrong magic and was ignored')
    return
  }
  machine.state.counters.pushes += 1
  machine.tell('push', 'The server sent a push')
  hooks.onPush(channel)
}

/** Listens once, until the connection ends; says whether to go on. */
async function listen(
  machine: Machine,
  channel: Channel,
  signal: AbortSignal,
  hooks: PushHooks,
): Promise<boolean> {
  const service = await findPushService(machine)
  if (!service) {
    hooks.onNoService()
    return false
  }
  const token = addressOf(machine, channel)?.token ?? ''
  const stream = await machine.http.open(`${service}/subscribe?token=${token}`, { signal, timeoutMs: 0 })
  if (stream.statusCode === 404) {
    stream.resume()
    await hooks.onTokenLost(channel)
    return true
  }
  if (stream.statusCode !== 200)
    throw new MacError('refused', `The push service answered ${stream.statusCode}`)
  let rest = ''
  for await (const chunk of stream) {
    const lines = (rest + String(chunk)).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) readLine(machine, channel, line, hooks)
  }
  return true
}

/** Keeps listening for pushes until the Mac goes offline or is unenrolled. */
export async function subscribeToPushes(machine: Machine, channel: Channel, hooks: PushHooks): Promise<void> {
  const { signal } = machine
  const { firstMs, longestMs } = machine.behaviours.retry
  let troubles = 0
  while (!signal.aborted && machine.state.enrollment) {
    const startedAt = Date.now()
    try {
      if (!(await listen(machine, channel, signal, hooks))) return
    } catch (error) {
      if (signal.aborted) return
      const why = error instanceof Error ? error.message : String(error)
      if (troubles === 0) machine.tell('trouble', `The push service is out of reach: ${why}`)
    }
    troubles = Date.now() - startedAt > longestMs ? 0 : troubles + 1
    try {
      await pause(Math.min(longestMs, firstMs * 2 ** Math.min(troubles, 10)), signal)
    } catch (error) {
      if (!signal.aborted) throw error
    }
  }
}
