import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { build, parse } from 'plist'
import { enrollmentProfile, type ProfileOptions, signProfile } from './enrollment-profile.ts'
import { createStandInAuthority, type StandInAuthority } from './stand-in-authority.ts'
import { verifySignedData } from './verify-signed-data.ts'

type Dict = Record<string, unknown>

export type StandInServer = {
  origin: string
  authority: StandInAuthority
  link: (options?: Partial<ProfileOptions>) => string
  /** The next check-ins and results are answered with these statuses, then all is well again; 0 lets one through. */
  troubles: number[]
  checkIns: Dict[]
  results: Dict[]
  /** SHA-256 fingerprints of the certificates that signed each message. */
  signers: string[]
  queue: (requestType: string, parameters?: Dict) => string
  resultOf: (commandUuid: string) => Dict | undefined
  files: Map<string, Buffer>
  /** Range headers that asked for files, empty when there was none. */
  ranges: string[]
  /** Ends a download after so many bytes, once. */
  breakDownloadAfter: number | null
  devicePort: number | null
  declarations: Map<string, Dict>
  profileXml: (options?: Partial<ProfileOptions>) => string
  close: () => Promise<void>
}

const TOPIC = 'com.apple.mgmt.External.stand-in'

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  return Buffer.concat(chunks)
}

function serveFile(
  server: StandInServer,
  request: IncomingMessage,
  response: ServerResponse,
  file: Buffer,
): void {
  const range = request.headers.range ?? ''
  server.ranges.push(range)
  const start = Number(/^bytes=(\d+)-$/.exec(range)?.[1] ?? 0)
  if (start >= file.length) {
    response.writeHead(416, { 'content-range': `bytes */${file.length}` }).end()
    return
  }
  const part = file.subarray(start)
  response.writeHead(range ? 206 : 200, {
    'content-length': part.length,
    ...(range && { 'content-range': `bytes ${start}-${file.length - 1}/${file.length}` }),
  })
  const stopAt = server.breakDownloadAfter
  server.breakDownloadAfter = null
  if (stopAt === null) response.end(part)
  else response.write(part.subarray(0, stopAt), () => setTimeout(() => response.destroy(), 20))
}

function answerDeclarations(server: StandInServer, message: Dict): Dict | null {
  const endpoint = String(message.Endpoint)
  const token = `token-${server.declarations.size}`
  if (endpoint === 'tokens')
    return { SyncTokens: { DeclarationsToken: token, Timestamp: '2026-01-01T00:00:00Z' } }
  if (endpoint === 'declaration-items') {
    const of = (prefix: string) =>
      [...server.declarations.values()]
        .filter(({ Type }) => String(Type).startsWith(prefix))
        .map(({ Identifier, ServerToken }) => ({ Identifier, ServerToken }))
    return {
      Declarations: {
        Activations: of('com.apple.activation'),
        Configurations: of('com.apple.configuration'),
        Assets: [],
        Management: [],
      },
      DeclarationsToken: token,
    }
  }
  return server.declarations.get(endpoint.split('/').at(-1) ?? '') ?? null
}

async function answerMac(
  server: StandInServer,
  queued: Dict[],
  request: IncomingMessage,
  response: ServerResponse,
) {
  const body = await readBody(request)
  const header = String(request.headers['mdm-signature'] ?? '')
  const { signer } = verifySignedData(Buffer.from(header, 'base64'), body)
  const trouble = server.troubles.shift()
  if (trouble) {
    response.writeHead(trouble).end()
    return
  }
  server.signers.push(signer.fingerprint256)
  const message = parse(body.toString()) as Dict
  if (request.url === '/mdm/checkin') {
    server.checkIns.push(message)
    const answer =
      message.MessageType === 'DeclarativeManagement' ? answerDeclarations(server, message) : null
    response.writeHead(200).end(answer ? JSON.stringify(answer) : undefined)
    return
  }
  server.results.push(message)
  const { Status, CommandUUID } = message
  const at = queued.findIndex((command) => command.CommandUUID === CommandUUID)
  if (at >= 0 && Status !== 'NotNow') queued.splice(at, 1)
  const next = queued.find((command) => Status !== 'NotNow' || command.CommandUUID !== CommandUUID)
  response.writeHead(200, { 'content-type': 'application/xml' }).end(next ? build(next as never) : undefined)
}

async function route(
  server: StandInServer,
  queued: Dict[],
  request: IncomingMessage,
  response: ServerResponse,
) {
  const url = new URL(request.url ?? '/', server.origin)
  const file = server.files.get(url.pathname)
  if (file) serveFile(server, request, response, file)
  else if (request.method === 'PUT') await answerMac(server, queued, request, response)
  else if (url.pathname === '/mdm/demo/push-service' && server.devicePort !== null) {
    response.writeHead(200).end(JSON.stringify({ devicePort: server.devicePort }))
  } else if (url.pathname === '/scep') {
    const operation = url.searchParams.get('operation')
    if (operation === 'GetCACaps') response.end('POSTPKIOperation\nSHA-256\nAES\n')
    else if (operation === 'GetCACert') {
      response
        .writeHead(200, { 'content-type': 'application/x-x509-ca-cert' })
        .end(server.authority.certificateDer)
    } else response.end(server.authority.answerScep(await readBody(request)))
  } else response.writeHead(404).end()
}

function serveProfile(
  profiles: Map<string, Buffer>,
  request: IncomingMessage,
  response: ServerResponse,
): boolean {
  const profile = profiles.get(request.url ?? '')
  if (profile) response.writeHead(200, { 'content-type': 'application/x-apple-aspen-config' }).end(profile)
  return profile !== undefined
}

let authorityOfThisFile: Promise<StandInAuthority> | undefined

/** Keys are dear: the tests of one file have the same authority. */
const sharedAuthority = (): Promise<StandInAuthority> => {
  authorityOfThisFile ??= createStandInAuthority()
  return authorityOfThisFile
}

/** A small MDM server that knows just enough to meet the simulated Mac; nothing of the real one is in it. */
export async function startStandInServer(): Promise<StandInServer> {
  const authority = await sharedAuthority()
  const queued: Dict[] = []
  const profiles = new Map<string, Buffer>()
  const http = createServer((request, response) => {
    if (serveProfile(profiles, request, response)) return
    route(server, queued, request, response).catch((error: Error) =>
      response.writeHead(400).end(error.message),
    )
  })
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${(http.address() as AddressInfo).port}`
  const profileXml: StandInServer['profileXml'] = (options) => {
    const challenge = randomUUID()
    authority.challenges.add(challenge)
    return enrollmentProfile({ origin, challenge, topic: TOPIC, ...options })
  }
  const server: StandInServer = {
    origin,
    authority,
    troubles: [],
    checkIns: [],
    results: [],
    signers: [],
    files: new Map(),
    ranges: [],
    breakDownloadAfter: null,
    devicePort: null,
    declarations: new Map(),
    profileXml,
    link(options) {
      const path = `/enroll/${randomUUID()}`
      const signed = signProfile(profileXml(options), authority)
      profiles.set(path, signed)
      return `${origin}${path}`
    },
    queue(requestType, parameters = {}) {
      const CommandUUID = randomUUID().toUpperCase()
      queued.push({ CommandUUID, Command: { RequestType: requestType, ...parameters } })
      return CommandUUID
    },
    resultOf: (commandUuid) => server.results.findLast((result) => result.CommandUUID === commandUuid),
    async close() {
      http.closeAllConnections()
      await new Promise((resolve) => http.close(resolve))
    },
  }
  return server
}
