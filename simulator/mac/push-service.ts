import { MacError } from './mac-error.ts'
import type { Machine } from './machine.ts'

/** The address of the push service, or null when this server has none to offer (then the Mac polls). */
export async function findPushService(machine: Machine): Promise<string | null> {
  if (machine.pushServiceUrl !== undefined) return machine.pushServiceUrl
  const origin = machine.state.enrollment?.origin
  if (!origin) return null
  const reply = await machine.http.send(`${origin}/mdm/demo/push-service`, { signal: machine.signal })
  if (reply.status !== 200) return null
  const body: unknown = JSON.parse(reply.body.toString('utf8'))
  const port = body && typeof body === 'object' && 'devicePort' in body ? body.devicePort : null
  return typeof port === 'number' ? `http://127.0.0.1:${port}` : null
}

/** A fresh token for a topic, or null where there is no push service. */
export async function registerPushToken(machine: Machine, topic: string): Promise<string | null> {
  const service = await findPushService(machine)
  if (!service) return null
  const body = Buffer.from(JSON.stringify({ topic }))
  const reply = await machine.http.send(`${service}/register`, {
    method: 'POST',
    body,
    signal: machine.signal,
  })
  const answer: unknown = reply.status === 200 ? JSON.parse(reply.body.toString('utf8')) : null
  if (answer && typeof answer === 'object' && 'token' in answer && typeof answer.token === 'string') {
    return answer.token
  }
  throw new MacError('refused', 'The push service gave no token', { httpStatus: reply.status })
}
