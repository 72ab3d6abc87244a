import { randomUUID, X509Certificate } from 'node:crypto'
import {
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
import {
  type ApnsAuthority,
  createApnsAuthority,
  type PushCertificate,
  type SavedAuthority,
} from './apns-authority.ts'
import { createDeviceEndpoint, type DeviceEndpoint } from './device-endpoint.ts'
import { judgePush, type ProgrammedAnswer, programmedVerdict, readPushMagic } from './judge-push.ts'
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
  issuePushCertificate: (topicUuid?: string) => Promise<PushCertificate>
  registerToken: (token?: string, topic?: string) => string
  /** Every push is answered with this status until null is given. */
  setOutage: (status: number | null, reason?: string) => void
  setTokenStatus: (token: string, status: number | null, reason?: string) => void
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
}

const remembered = 2000

type Desk = {
  tokens: TokenStore
  devices: DeviceEndpoint
  deliveries: PushDelivery[]
  outage: ProgrammedAnswer | null
  tokenAnswers: Map<string, ProgrammedAnswer>
  onDelivery: (delivery: PushDelivery) => void
}

function topicOf(stream: ServerHttp2Stream): string | null {
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

function judge(desk: Desk, headers: PushHeaders, token: string | null, body: string, topic: string | null) {
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
  const { status, reason } = judge(desk, headers, token, body, topic)
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
    ...(status === 503 && { 'retry-after': '1' }),
  })
  stream.end(
    reason ? JSON.stringify({ reason, ...(status === 410 && { timestamp: Date.now() }) }) : undefined,
  )
}

function createPushServer(
  authority: ApnsAuthority,
  desk: Desk,
): { server: Http2SecureServer; drop: () => void } {
  const { saved } = authority
  const sessions = new Set<ServerHttp2Session>()
  const server = createSecureServer({
    key: saved.serverKeyPem,
    cert: saved.serverPem,
    ca: saved.caPem,
    requestCert: true,
    rejectUnauthorized: true,
  })
  server.on('session', (session) => {
    sessions.add(session)
    session.on('close', () => sessions.delete(session))
  })
  server.on('stream', (stream, headers) => {
    stream.on('error', (error) => console.error('fake APNs: a stream failed:', error.message))
    answerPush(desk, stream, headers).catch((error: unknown) => {
      if (!stream.destroyed) stream.destroy(error instanceof Error ? error : undefined)
    })
  })
  const drop = () => {
    for (const session of sessions) session.destroy()
  }
  return { server, drop }
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
  }
  const push = createPushServer(authority, desk)
  const port = await listen(push.server, options.port ?? 0)
  const devicePort = await listen(devices.server, options.devicePort ?? 0)
  return {
    port,
    devicePort,
    caPem: authority.saved.caPem,
    authority: authority.saved,
    deliveries: desk.deliveries,
    issuePushCertificate: authority.issuePushCertificate,
    registerToken: (token, topic) => tokens.register(topic ?? null, token?.toLowerCase()),
    setOutage(status, reason) {
      desk.outage = status === null ? null : { status, reason }
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
