import { type IncomingMessage, request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import type { LookupFunction } from 'node:net'
import { DeliveryError } from './delivery-error.ts'
import { type Resolve, type ResolvedAddress, resolveByDns, resolveTarget } from './resolve-target.ts'
import { WebhookError } from './webhook-error.ts'

export interface PostOptions {
  allowPrivate: boolean
  resolve?: Resolve
  timeoutMs?: number
  /** Certificates of authorities beside the system's own. */
  ca?: string
}

export interface Post {
  url: string
  body: string
  headers: Record<string, string>
}

const timeoutMilliseconds = 10_000

/** Gives a socket the addresses that were judged, whatever it asks for. */
function pinned(addresses: ResolvedAddress[]): LookupFunction {
  return (_host, options, callback) => {
    const [first] = addresses
    if (options.all) callback(null, addresses)
    else if (first) callback(null, first.address, first.family)
    else callback(new Error('no address'), '', 4)
  }
}

function reasonOf(cause: unknown): DeliveryError {
  if (cause instanceof DeliveryError) return cause
  if (cause instanceof WebhookError) return new DeliveryError('address_forbidden', { cause })
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
  const name = cause instanceof Error ? cause.name : ''
  if (name === 'TimeoutError' || name === 'AbortError' || code === 'ETIMEDOUT' || code === 'ABORT_ERR') {
    return new DeliveryError('timed_out', { cause })
  }
  if (code === 'ECONNREFUSED') return new DeliveryError('connection_refused', { cause })
  if (/CERT|TLS|SSL|EPROTO|UNABLE_TO_VERIFY|SELF_SIGNED/.test(code)) {
    return new DeliveryError('certificate_refused', { cause })
  }
  return new DeliveryError('connection_failed', { cause })
}

/** Only a 2xx counts; a redirect is not followed, as nobody has judged where it leads. */
function requireTaken({ statusCode = 0 }: IncomingMessage): void {
  if (statusCode >= 200 && statusCode < 300) return
  throw new DeliveryError(statusCode >= 300 && statusCode < 400 ? 'redirected' : `status_${statusCode}`)
}

function send(
  url: URL,
  addresses: ResolvedAddress[],
  post: Post,
  ca: string | undefined,
  signal: AbortSignal,
) {
  return new Promise<void>((resolve, reject) => {
    const request = (url.protocol === 'https:' ? requestHttps : requestHttp)(url, {
      method: 'POST',
      headers: { ...post.headers, 'content-length': Buffer.byteLength(post.body).toString() },
      lookup: pinned(addresses),
      // No connection is kept: the next message judges the name anew.
      agent: false,
      signal,
      ...(ca && { ca }),
    })
    request.on('error', reject)
    request.once('response', (response) => {
      // The status is all that counts. What else the other side says is not read, however long it is.
      response.on('error', reject)
      response.destroy()
      try {
        requireTaken(response)
        resolve()
      } catch (error) {
        reject(error)
      }
    })
    request.end(post.body)
  })
}

function rejectOn(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
}

/**
 * Posts a message to an address that somebody else chose: only where it may lead, to exactly the addresses that were
 * judged, for ten seconds at most from the first question to DNS, and without following redirects.
 * throws   DeliveryError, WebhookError
 */
export async function postEvent(post: Post, options: PostOptions): Promise<void> {
  const signal = AbortSignal.timeout(options.timeoutMs ?? timeoutMilliseconds)
  const resolve = options.resolve ?? resolveByDns
  const target = resolveTarget(post.url, { allowPrivate: options.allowPrivate, resolve })
  try {
    const { url, addresses } = await Promise.race([target, rejectOn(signal)])
    await send(url, addresses, post, options.ca, signal)
  } catch (error) {
    throw reasonOf(error)
  }
}
