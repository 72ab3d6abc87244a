import { createServer } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { listen } from './listen.ts'
import { createOpenRequests } from './open-requests.ts'
import type { Route } from './route-request.ts'
import type { TlsFiles } from './tls-files.ts'
import type { Respond } from './web-listener.ts'

export interface MdmListener {
  port: number
  /** From now on devices are answered; until then, unless routes were given, they are told to come back. */
  answerWith(routes: readonly Route[]): void
  stop(): Promise<void>
}

/**
 * A Mac sends its headers at once and a result within two minutes. It may keep a connection for its next poll.
 * Connections beyond the last are closed unanswered, so that those who hold many open starve devices at the most.
 */
const limits = {
  headersTimeout: 15_000,
  requestTimeout: 150_000,
  keepAliveTimeout: 65_000,
  connectionsCheckingInterval: 5_000,
  maxConnections: 10_000,
  maxHeadersCount: 60,
}

export type MdmListenerLimits = typeof limits

/** Anything else than a device route: not there, whatever it is. */
function refuse(...[request, response]: Parameters<Respond>): void {
  request.resume()
  response
    .writeHead(404, { 'content-type': 'text/plain', connection: 'close' })
    .end('There is nothing here.\n')
}

function answerBy(routes: readonly Route[]): Respond {
  return (request, response) => {
    if (!routes.some((route) => route(request, response))) refuse(request, response)
  }
}

function notYet(...[request, response]: Parameters<Respond>): void {
  request.resume()
  response.writeHead(503, { 'retry-after': '1', connection: 'close' }).end()
}

export interface MdmListenerOptions {
  host: string
  port: number
  tls?: TlsFiles
  graceMs?: number
  limits?: Partial<MdmListenerLimits>
  routes?: readonly Route[]
}

/** A listener for device routes and nothing else, with limits of its own. Throws StartError. */
export async function openMdmListener(options: MdmListenerOptions): Promise<MdmListener> {
  const { host, port, tls } = options
  const { maxConnections, maxHeadersCount, ...timeouts } = { ...limits, ...options.limits }
  const open = createOpenRequests(options.graceMs)
  let current = options.routes ? answerBy(options.routes) : notYet
  const respond: Respond = (request, response) => {
    open.add(response)
    current(request, response)
  }
  const secure = tls && createTlsServer({ ...timeouts, ...tls.options, handshakeTimeout: 10_000 }, respond)
  const server = secure ?? createServer(timeouts, respond)
  Object.assign(server, { maxConnections, maxHeadersCount })
  const taken = await listen(server, { host, port, settings: { host: 'MDM_HOST', port: 'MDM_PORT' } })
  const unfollow = secure && tls.follow(secure)
  return {
    port: taken,
    answerWith(routes) {
      current = answerBy(routes)
    },
    stop() {
      unfollow?.()
      return open.finish(server)
    },
  }
}
