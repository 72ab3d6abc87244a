import { type ClientHttp2Session, connect, constants } from 'node:http2'

/**
 * One push certificate at one push service.
 * Source: Apple, "Sending push notifications to devices"
 */
export type PushClientOptions = {
  certificatePem: string
  privateKeyPem: string
  topic: string
  gateway?: { host: string; port: number; caPem?: string }
}

/**
 * What the push service said; status is null when it said nothing.
 * Source: Apple, "Handling notification responses from APNs"
 */
export type PushAnswer = { status: number | null; reason: string }

/**
 * Sends pushes over one HTTP/2 session.
 * Source: Apple, "Sending push notifications to devices"
 */
export type PushClient = {
  push(token: Uint8Array, pushMagic: string): Promise<PushAnswer>
  close(): Promise<void>
}

const apple = { host: 'api.push.apple.com', port: 443, caPem: undefined }
const answerMs = 10_000

/**
 * Opens a client. It connects at the first push, again after the service said goodbye, and never retries by itself:
 * that is for the sender, whose retries outlive the process.
 * Source: Apple, "Sending notification requests to APNs"; RFC 9113 section 6.8 (GOAWAY)
 */
export function createPushClient(options: PushClientOptions): PushClient {
  let open: ClientHttp2Session | null = null

  const session = (): ClientHttp2Session => {
    if (open && !open.closed && !open.destroyed) return open
    const opened = openSession(options)
    // A session that fails or says goodbye is not used again; its pushes hear of it themselves.
    const leave = (): void => {
      if (open === opened) open = null
    }
    opened.on('error', leave).on('close', leave).on('goaway', leave)
    open = opened
    return opened
  }
  return {
    async push(token, pushMagic) {
      try {
        return await sendPush(session(), options.topic, token, pushMagic)
      } catch (error) {
        return { status: null, reason: error instanceof Error ? error.message : 'no session' }
      }
    },
    async close() {
      const closing = open
      open = null
      if (!closing || closing.destroyed) return
      await new Promise<void>((resolve) => {
        closing.once('close', resolve)
        closing.close()
      })
    },
  }
}

function openSession(options: PushClientOptions): ClientHttp2Session {
  const { host, port, caPem } = options.gateway ?? apple
  const session = connect(`https://${host}:${port}`, {
    cert: options.certificatePem,
    key: options.privateKeyPem,
    ...(caPem !== undefined && { ca: caPem }),
  })
  // An idle session does not keep the process alive; one that answers no more is given up.
  session.unref()
  session.setTimeout(30 * 60_000, () => session.close())
  return session
}

function sendPush(
  session: ClientHttp2Session,
  topic: string,
  token: Uint8Array,
  pushMagic: string,
): Promise<PushAnswer> {
  return new Promise((resolve) => {
    let status: number | null = null
    let text = ''
    const stream = session.request({
      [constants.HTTP2_HEADER_METHOD]: 'POST',
      [constants.HTTP2_HEADER_PATH]: `/3/device/${Buffer.from(token).toString('hex')}`,
      'content-type': 'application/json',
      'apns-topic': topic,
      'apns-push-type': 'mdm',
      'apns-priority': '10',
    })
    const fail = (reason: string): void => {
      resolve({ status, reason })
      session.destroy()
    }
    stream.setEncoding('utf8')
    stream.setTimeout(answerMs, () => fail('no answer in time'))
    stream.on('response', (headers) => {
      status = Number(headers[constants.HTTP2_HEADER_STATUS])
    })
    stream.on('data', (chunk: string) => {
      text = (text + chunk).slice(0, 4096)
    })
    stream.on('end', () => resolve({ status, reason: readReason(text) }))
    stream.on('error', (error) => resolve({ status, reason: error.message }))
    stream.on('close', () => resolve({ status, reason: 'the connection ended' }))
    stream.end(JSON.stringify({ mdm: pushMagic }))
  })
}

function readReason(text: string): string {
  if (text === '') return ''
  const found = /"reason"\s*:\s*"([A-Za-z]{1,64})"/.exec(text)?.[1]
  return found ?? 'an answer without a reason'
}
