import type { IncomingHttpHeaders } from 'node:http2'

export type PushVerdict = { status: number; reason: string | null; retryAfterSeconds?: number }

/** What the operator of the fake asked it to answer. */
export type ProgrammedAnswer = { status: number; reason?: string; retryAfterSeconds?: number }

export type PushRequest = {
  headers: IncomingHttpHeaders
  body: string
  /** UID of the client certificate. */
  certificateTopic: string | null
  tokenRecord: { topic: string | null } | null
  token: string
}

const reasons: Record<number, string> = {
  400: 'BadDeviceToken',
  403: 'BadCertificate',
  410: 'Unregistered',
  413: 'PayloadTooLarge',
  429: 'TooManyRequests',
  500: 'InternalServerError',
  503: 'ServiceUnavailable',
}

export const programmedVerdict = ({ status, reason, retryAfterSeconds }: ProgrammedAnswer): PushVerdict => ({
  status,
  retryAfterSeconds: retryAfterSeconds ?? (status === 503 ? 1 : undefined),
  reason: status === 200 ? null : (reason ?? reasons[status] ?? 'InternalServerError'),
})

/** The push magic of a body that is exactly {"mdm": PushMagic}, else null. */
export function readPushMagic(body: string): string | null {
  try {
    const value: unknown = JSON.parse(body)
    if (!value || typeof value !== 'object' || Object.keys(value).join() !== 'mdm' || !('mdm' in value))
      return null
    return typeof value.mdm === 'string' && value.mdm !== '' ? value.mdm : null
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

const refuse = (status: number, reason: string): PushVerdict => ({ status, reason })

/** Answers as Apple's push service would, in the order in which it looks. */
export function judgePush(request: PushRequest): PushVerdict {
  const { headers, certificateTopic, tokenRecord, token } = request
  const topic = headers['apns-topic']
  if (!topic) return refuse(400, 'MissingTopic')
  if (topic !== certificateTopic) return refuse(400, 'BadTopic')
  const pushType = headers['apns-push-type']
  if (pushType !== undefined && pushType !== 'mdm') return refuse(400, 'InvalidPushType')
  const priority = headers['apns-priority']
  if (priority !== undefined && !['1', '5', '10'].includes(String(priority)))
    return refuse(400, 'BadPriority')
  if (Buffer.byteLength(request.body) > 4096) return refuse(413, 'PayloadTooLarge')
  if (readPushMagic(request.body) === null) return refuse(400, 'PayloadEmpty')
  if (!/^[0-9a-f]{64}$/.test(token) || !tokenRecord) return refuse(400, 'BadDeviceToken')
  if (tokenRecord.topic && tokenRecord.topic !== topic) return refuse(400, 'DeviceTokenNotForTopic')
  return { status: 200, reason: null }
}
