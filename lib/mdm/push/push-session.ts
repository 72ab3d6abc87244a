import { type ClientHttp2Session, type ClientHttp2Stream, connect, constants } from 'node:http2'
import { nameSessionError } from './name-session-error.ts'
import { type PushAnswer, readPushReason, readRetryAfterMs } from './push-answer.ts'

/**
 * One push certificate at one push service, and how patient to be with it.
 * Source: Apple, "Sending push notifications to devices"
 */
export type PushSessionOptions = {
  certificatePem: string
  privateKeyPem: string
  topic: string
  gateway?: { host: string; port: number; caPem?: string }
  /** answerMs for one push; silenceMs until a ping, and again until the connection is given up. */
  patience?: { answerMs: number; silenceMs: number }
}

/**
 * One HTTP/2 connection with many pushes on it.
 * Source: Apple, "Sending notification requests to APNs"
 */
export type PushSession = {
  push(token: Uint8Array, pushMagic: string): Promise<PushAnswer>
  /** False once it failed or the service said goodbye: what is under way ends, nothing new begins. */
  isOpen(): boolean
  /** How many pushes may be under way at once. */
  capacity(): number
  close(): Promise<void>
}

type Waiting = { since: number; settle(answer: PushAnswer): void }

const apple = { host: 'api.push.apple.com', port: 443, caPem: undefined }
const usualPatience = { answerMs: 10_000, silenceMs: 3_000 }
const idleMs = 30 * 60_000
const mostStreams = 1000
const streamsUntilTold = 100
const none: PushAnswer = { status: null, reason: 'the connection ended', retryAfterMs: null }

/**
 * Opens a connection. A half-open one is found by silence: a ping that is not answered ends it, and with it all that
 * waited, so that a retry goes over a new one.
 * Source: Apple, "Sending notification requests to APNs"; RFC 9113 sections 6.7 (PING) and 6.8 (GOAWAY)
 */
export function openPushSession(options: PushSessionOptions): PushSession {
  const session = connectTo(options)
  const waiting = new Map<ClientHttp2Stream, Waiting>()
  let farewell: string | null = null
  let leaving = false
  const watch = watchSession(session, waiting, options.patience ?? usualPatience)

  session.on('goaway', (_code, _last, data) => {
    leaving = true
    // Said twice, the second time without a reason.
    if (data && data.length > 0) farewell ??= readPushReason(Buffer.from(data).toString('utf8'))
  })
  session.on('error', (error) => {
    farewell ??= nameSessionError(error)
  })
  session.on('close', () => watch.stop())

  const push = (token: Uint8Array, pushMagic: string): Promise<PushAnswer> =>
    new Promise((resolve) => {
      const stream = request(session, options.topic, token)
      const settle = (answer: PushAnswer): void => {
        if (waiting.delete(stream)) resolve(answer)
      }
      waiting.set(stream, { since: performance.now(), settle })
      watch.start()
      readAnswer(stream, settle, watch.heard)
      let failure: string | null = null
      stream.on('error', (error) => {
        failure = nameSessionError(error)
      })
      // Why a connection ended is told a moment after its streams have heard that it did.
      stream.on('close', () => {
        if (waiting.has(stream))
          setImmediate(() => settle({ ...none, reason: farewell ?? failure ?? none.reason }))
      })
      stream.end(`{"mdm":${JSON.stringify(pushMagic)}}`)
    })
  return {
    push,
    isOpen: () => !leaving && !session.closed && !session.destroyed,
    capacity() {
      const allowed = session.remoteSettings?.maxConcurrentStreams ?? streamsUntilTold
      return Math.max(1, Math.min(mostStreams, allowed))
    },
    close: () => closeSession(session),
  }
}

function connectTo(options: PushSessionOptions): ClientHttp2Session {
  const { host, port, caPem } = options.gateway ?? apple
  const session = connect(`https://${host}:${port}`, {
    cert: options.certificatePem,
    key: options.privateKeyPem,
    settings: { enablePush: false },
    maxSessionMemory: 64,
    ...(caPem !== undefined && { ca: caPem }),
  })
  // An idle session does not keep the process alive.
  session.unref()
  session.setTimeout(idleMs, () => session.close())
  return session
}

function request(session: ClientHttp2Session, topic: string, token: Uint8Array): ClientHttp2Stream {
  return session.request({
    [constants.HTTP2_HEADER_METHOD]: 'POST',
    [constants.HTTP2_HEADER_PATH]: `/3/device/${Buffer.from(token).toString('hex')}`,
    'content-type': 'application/json',
    'apns-topic': topic,
    'apns-push-type': 'mdm',
    'apns-priority': '10',
  })
}

function readAnswer(
  stream: ClientHttp2Stream,
  settle: (answer: PushAnswer) => void,
  heard: () => void,
): void {
  stream.on('response', (headers) => {
    heard()
    const status = Number(headers[constants.HTTP2_HEADER_STATUS])
    if (status === 200) {
      stream.resume()
      settle({ status, reason: '', retryAfterMs: null })
      return
    }
    const retryAfterMs = readRetryAfterMs(headers['retry-after'])
    let text = ''
    stream.setEncoding('utf8')
    stream.on('data', (chunk: string) => {
      text = (text + chunk).slice(0, 4096)
    })
    stream.on('end', () => settle({ status, reason: readPushReason(text), retryAfterMs }))
    stream.on('close', () => settle({ status, reason: readPushReason(text), retryAfterMs }))
  })
}

function watchSession(
  session: ClientHttp2Session,
  waiting: ReadonlyMap<ClientHttp2Stream, Waiting>,
  { answerMs, silenceMs }: { answerMs: number; silenceMs: number },
) {
  let timer: NodeJS.Timeout | null = null
  let heardAt = performance.now()
  let pingedAt: number | null = null
  const heard = (): void => {
    heardAt = performance.now()
    pingedAt = null
  }
  const stop = (): void => {
    if (timer) clearInterval(timer)
    timer = null
  }
  const judgeSilence = (now: number): void => {
    if (now - heardAt < silenceMs) return
    if (session.connecting) {
      if (now - heardAt >= answerMs) session.destroy(new Error('no connection in time'))
    } else if (pingedAt === null) {
      pingedAt = now
      session.ping((error) => error ?? heard())
    } else if (now - pingedAt >= silenceMs) session.destroy(new Error('the push service went silent'))
  }
  const look = (): void => {
    const now = performance.now()
    for (const [stream, { since, settle }] of waiting) {
      if (now - since < answerMs) continue
      settle({ ...none, reason: 'no answer in time' })
      stream.close(constants.NGHTTP2_CANCEL)
    }
    if (waiting.size === 0) stop()
    else judgeSilence(now)
  }
  const start = (): void => {
    if (timer) return
    heard()
    timer = setInterval(look, Math.min(1000, silenceMs / 3)).unref()
  }
  return { start, stop, heard }
}

async function closeSession(session: ClientHttp2Session): Promise<void> {
  if (session.destroyed) return
  await new Promise<void>((resolve) => {
    session.once('close', resolve)
    session.close()
    setTimeout(() => session.destroy(), 2000).unref()
  })
}
