import { randomUUID, X509Certificate } from 'node:crypto'
import {
  constants,
  createSecureServer,
  type Http2SecureServer,
  type IncomingHttpHeaders,
  type ServerHttp2Session,
  type ServerHttp2Stream,
} from 'node:http2'
import type { AddressInfo, Server } from 'node:net'
import { join } from 'node:path'
import type { TLSSocket } from 'node:tls'
import { readJsonFile, writeJsonFile } from '../json-file.ts'
import { type ApnsAuthority, createApnsAuthority, type SavedAuthority } from './apns-authority.ts'
import { createDeviceEndpoint, type DeviceEndpoint } from './device-endpoint.ts'
import {
  judgePush,
  type ProgrammedAnswer,
  type PushVerdict,
  programmedVerdict,
  readPushMagic,
} from './judge-push.ts'
import { createTokenStore, type TokenStore } from './token-store.ts'

/** One push as it arrived, whatever was answered. */
export type PushDelivery = {
  at: Date
  token: string
  topic: string | null
  pushMagic: string | null
  status: number
  reason: string | null
  apnsId: string
  /** A Mac was listening; otherwise the push waits for it (or was refused). */
  live: boolean
}

export type FakeApns = {
  port: number
  devicePort: number
  caPem: string
  authority: SavedAuthority
  deliveries: PushDelivery[]
  issuePushCertificate: ApnsAuthority['issuePushCertificate']
  certify: ApnsAuthority['certify']
  registerToken: (token?: string, topic?: string) => string
  /** Every push is answered with this status until null is given. */
  setOutage: (status: number | null, reason?: string, retryAfterSeconds?: number) => void
  setTokenStatus: (token: string, status: number | null, reason?: string) => void
  /** Pushes are taken and not answered: 'silent', or their streams are reset: 'reset'. Null: answered again. */
  setBehaviour: (behaviour: 'silent' | 'reset' | null) => void
  /** Says goodbye on every connection, with the reason that Apple would give. */
  sayGoodbye: (reason?: string) => void
  /** Cuts every connection. */
  dropConnections: () => void
  close: () => Promise<void>
}

export type FakeApnsOptions = {
  port?: number
  devicePort?: number
  /** Certificates, tokens and undelivered pushes are kept here. Absent: in memory only. */
  stateDir?: string
  /** The certificates of one that ran before, in the place of a stateDir. */
  authority?: SavedAuthority
  /** Told of every push, also of those that are forgotten later. */
  onDelivery?: (delivery: PushDelivery) => void
  /** So many pushes of a connection may be open at once. */
  maxConcurrentStreams?: number
}

const remembered = 2000

type Desk = {
  tokens: TokenStore
  devices: DeviceEndpoint
  deliveries: PushDelivery[]
  outage: ProgrammedAnswer | null
  tokenAnswers: Map<string, ProgrammedAnswer>
  onDelivery: (delivery: PushDelivery) => void
  behaviour: 'silent' | 'reset' | null
}

const topics = new WeakMap<object, string | null>()

/** A client certificate is read once a connection. */
function topicOf(stream: ServerHttp2Stream): string | null {
  const { session } = stream
  if (!session) return null
  const known = topics.get(session)
  if (known !== undefined) return known
  const topic = readTopic(stream)
  topics.set(session, topic)
  return topic
}

function readTopic(stream: ServerHttp2Stream): string | null {
  const socket = stream.session?.socket as TLSSocket | undefined
  const raw = socket?.getPeerCertificate()?.raw
  if (!raw) return null
  const line = new X509Certificate(raw).subject.split('\n').find((part) => part.startsWith('UID='))
  return line?.slice(4) ?? null
}

async function readBody(stream: ServerHttp2Stream): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk)
  return Buffer.concat(chunks).toString('utf8')
}

type PushHeaders = IncomingHttpHeaders

function judge(
  desk: Desk,
  headers: PushHeaders,
  token: string | null,
  body: string,
  topic: string | null,
): PushVerdict {
  if (headers[':method'] !== 'POST') return { status: 405, reason: 'MethodNotAllowed' }
  if (token === null) return { status: 404, reason: 'BadPath' }
  const programmed = desk.outage ?? desk.tokenAnswers.get(token)
  if (programmed) return programmedVerdict(programmed)
  return judgePush({ headers, body, certificateTopic: topic, tokenRecord: desk.tokens.find(token), token })
}

/** Gives the push to a Mac that listens, or keeps it for later; true when a Mac was there. */
function passOn(desk: Desk, headers: PushHeaders, token: string, pushMagic: string): boolean {
  if (desk.devices.deliver(token, pushMagic)) return true
  const expiration = headers['apns-expiration']
  const expiresAtSeconds = expiration === undefined ? null : Number(expiration)
  if (expiresAtSeconds !== 0) desk.tokens.keep(token, { pushMagic, expiresAtSeconds })
  return false
}

async function answerPush(desk: Desk, stream: ServerHttp2Stream, headers: PushHeaders): Promise<void> {
  const token = /^\/3\/device\/([^/?]+)$/.exec(String(headers[':path']))?.[1]?.toLowerCase() ?? null
  const apnsId = String(headers['apns-id'] ?? randomUUID()).toUpperCase()
  const topic = topicOf(stream)
  const body = await readBody(stream)
  if (desk.behaviour === 'silent') return
  if (desk.behaviour === 'reset') {
    stream.close(constants.NGHTTP2_INTERNAL_ERROR)
    return
  }
  const { status, reason, retryAfterSeconds } = judge(desk, headers, token, body, topic)
  const pushMagic = readPushMagic(body)
  const live =
    status === 200 && token !== null && pushMagic !== null && passOn(desk, headers, token, pushMagic)
  const delivery = { at: new Date(), token: token ?? '', topic, pushMagic, status, reason, apnsId, live }
  desk.deliveries.push(delivery)
  desk.onDelivery(delivery)
  if (desk.deliveries.length > remembered) desk.deliveries.splice(0, desk.deliveries.length - remembered)
  if (stream.destroyed || stream.closed) return
  stream.respond({
    ':status': status,
    'apns-id': apnsId,
    ...(reason && { 'content-type': 'application/json' }),
    ...(retryAfterSeconds !== undefined && { 'retry-after': String(retryAfterSeconds) }),
  })
  stream.end(
    reason ? JSON.stringify({ reason, ...(status === 410 && { timestamp: Date.now() }) }) : undefined,
  )
}

type PushServer = { server: Http2SecureServer; drop: () => void; sayGoodbye: (reason?: string) => void }

function createPushServer(authority: ApnsAuthority, desk: Desk, maxConcurrentStreams = 1000): PushServer {
  const { saved } = authority
  const sessions = new Set<ServerHttp2Session>()
  const server = createSecureServer({
    key: saved.serverKeyPem,
    cert: saved.serverPem,
    ca: saved.caPem,
    requestCert: true,
    rejectUnauthorized: true,
    settings: { maxConcurrentStreams },
  })
  server.on('session', (session) => {
    sessions.add(session)
    session.on('close', () => sessions.delete(session))
  })
  server.on('stream', (stream, headers) => {
    stream.on('error', (error) => {
      if (desk.behaviour === null) console.error('fake APNs: a stream failed:', error.message)
    })
    answerPush(desk, stream, headers).catch((error: unknown) => {
      if (!stream.destroyed) stream.destroy(error instanceof Error ? error : undefined)
    })
  })
  const drop = () => {
    for (const session of sessions) session.destroy()
  }
  const sayGoodbye = (reason?: string) => {
    const data = reason === undefined ? undefined : Buffer.from(JSON.stringify({ reason }))
    for (const session of sessions) session.goaway(constants.NGHTTP2_NO_ERROR, 0, data)
  }
  return { server, drop, sayGoodbye }
}

const listen = (server: Server | Http2SecureServer, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port))
  })

const shut = (server: Server | Http2SecureServer): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve())
  })

async function loadAuthority(stateDir: string | null, before: SavedAuthority | null): Promise<ApnsAuthority> {
  const path = stateDir ? join(stateDir, 'authority.json') : null
  const authority = await createApnsAuthority(before ?? (path ? readJsonFile<SavedAuthority>(path) : null))
  if (path) writeJsonFile(path, authority.saved)
  return authority
}

/** A push service of our own that speaks Apple's HTTP/2 protocol, for tests and the demo. */
export async function startFakeApns(options: FakeApnsOptions = {}): Promise<FakeApns> {
  const stateDir = options.stateDir ?? null
  const authority = await loadAuthority(stateDir, options.authority ?? null)
  const tokens = createTokenStore(stateDir)
  const devices = createDeviceEndpoint(tokens)
  const desk: Desk = {
    tokens,
    devices,
    deliveries: [],
    outage: null,
    tokenAnswers: new Map(),
    onDelivery: options.onDelivery ?? (() => undefined),
    behaviour: null,
  }
  const push = createPushServer(authority, desk, options.maxConcurrentStreams)
  const port = await listen(push.server, options.port ?? 0)
  const devicePort = await listen(devices.server, options.devicePort ?? 0)
  return {
    port,
    devicePort,
    caPem: authority.saved.caPem,
    authority: authority.saved,
    deliveries: desk.deliveries,
    issuePushCertificate: authority.issuePushCertificate,
    certify: authority.certify,
    sayGoodbye: push.sayGoodbye,
    dropConnections: push.drop,
    setBehaviour(behaviour) {
      desk.behaviour = behaviour
    },
    registerToken: (token, topic) => tokens.register(topic ?? null, token?.toLowerCase()),
    setOutage(status, reason, retryAfterSeconds) {
      desk.outage = status === null ? null : { status, reason, retryAfterSeconds }
    },
    setTokenStatus(token, status, reason) {
      if (status === null) desk.tokenAnswers.delete(token.toLowerCase())
      else desk.tokenAnswers.set(token.toLowerCase(), { status, reason })
    },
    async close() {
      push.drop()
      devices.server.closeAllConnections()
      await Promise.all([shut(push.server), shut(devices.server)])
    },
  }
}
