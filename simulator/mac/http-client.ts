import {
  Agent as HttpAgent,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  request as requestHttp,
} from 'node:http'
import { Agent as HttpsAgent, request as requestHttps } from 'node:https'
import { rootCertificates } from 'node:tls'
import { MacError } from './mac-error.ts'
import { requireSecureUrl } from './require-secure-url.ts'

export type HttpReply = { status: number; headers: IncomingMessage['headers']; body: Buffer }

export type HttpOptions = {
  method?: string
  headers?: OutgoingHttpHeaders
  body?: Uint8Array
  signal?: AbortSignal
  timeoutMs?: number
  /** A redirect is answered like anything else, for who wants to see where it leads. */
  redirect?: 'manual'
}

export type ClientIdentity = { key: string; cert: string }

export type HttpClient = {
  send: (url: string, options?: HttpOptions) => Promise<HttpReply>
  /** Answers as soon as the headers are there; the caller reads the rest. */
  open: (url: string, options?: HttpOptions) => Promise<IncomingMessage>
  close: () => void
}

async function readAll(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of message) chunks.push(chunk)
  return Buffer.concat(chunks)
}

const unreachable = (url: string, cause: unknown): MacError =>
  new MacError('unreachable', `Could not reach ${new URL(url).host}`, { cause })

const redirects = new Set([301, 302, 303, 307, 308])

type Agents = { plain: HttpAgent; secure: HttpsAgent }

function requestOnce(target: string, options: HttpOptions, agents: Agents): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const url = requireSecureUrl(target, 'The address')
    const isSecure = url.protocol === 'https:'
    const settings = {
      method: options.method ?? 'GET',
      agent: isSecure ? agents.secure : agents.plain,
      signal: options.signal,
      headers: { 'user-agent': 'MDM-OSX/1.0 mdmclient', ...options.headers },
    }
    const request = (isSecure ? requestHttps : requestHttp)(url, settings, resolve)
    request.setTimeout(options.timeoutMs ?? 60_000, () =>
      request.destroy(new Error('The server did not answer')),
    )
    request.on('error', (error) => reject(options.signal?.aborted ? error : unreachable(target, error)))
    request.end(options.body)
  })
}

/** HTTP as a Mac speaks it: connections are kept, trust is the system's roots plus those the profile brought. */
export function createHttpClient(trustedPem: string[] = [], identity?: ClientIdentity): HttpClient {
  const plain = new HttpAgent({ keepAlive: true })
  const ca = trustedPem.length > 0 ? [...rootCertificates, ...trustedPem] : undefined
  const secure = new HttpsAgent({ keepAlive: true, ca, ...identity })

  const open = async (target: string, options: HttpOptions = {}): Promise<IncomingMessage> => {
    let url = target
    for (let hops = 0; hops < 10; hops++) {
      const message = await requestOnce(url, options, { plain, secure })
      const location = message.headers.location
      if (options.redirect === 'manual') return message
      if (!redirects.has(message.statusCode ?? 0) || !location) return message
      message.resume()
      url = new URL(location, url).href
    }
    throw new MacError('refused', `Too many redirects from ${target}`)
  }

  return {
    open,
    async send(url, options) {
      const message = await open(url, options)
      try {
        return { status: message.statusCode ?? 0, headers: message.headers, body: await readAll(message) }
      } catch (error) {
        throw options?.signal?.aborted ? error : unreachable(url, error)
      }
    },
    close() {
      plain.destroy()
      secure.destroy()
    },
  }
}
