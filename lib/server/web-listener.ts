import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { listen } from './listen.ts'
import { createOpenRequests } from './open-requests.ts'
import type { TlsFiles } from './tls-files.ts'

export type Respond = (request: IncomingMessage, response: ServerResponse) => void

export interface WebListener {
  port: number
  /** From now on requests go here; until then they are told to come back. */
  answerWith(respond: Respond): void
  /** Browsers open them again and ask anew; for when changes may have been missed. */
  endEventStreams(): void
  /** Stops accepting, ends event streams, and gives requests in flight ten seconds. */
  stop(): Promise<void>
}

/** A package of some gigabytes over a slow line; device routes have shorter limits of their own. */
const longestUploadMs = 4 * 60 * 60 * 1000

/** A browser comes back by itself. A page that is open waits out a lost connection, but would give way to an answer. */
function notYet(request: IncomingMessage, response: ServerResponse): void {
  if (request.headers.rsc !== undefined) {
    request.socket.destroy()
    return
  }
  const soon = { 'retry-after': '1', refresh: '1', 'content-type': 'text/plain' }
  response.writeHead(503, soon).end('Zelf is starting.\n')
}

/** Takes the port at once, so that a busy one is known before anything else is started. */
export async function openWebListener(
  host: string,
  port: number,
  { tls, graceMs, answer = notYet }: { tls?: TlsFiles; graceMs?: number; answer?: Respond } = {},
): Promise<WebListener> {
  const open = createOpenRequests(graceMs)
  let current = answer
  const respond: Respond = (request, response) => {
    open.add(response)
    current(request, response)
  }
  const limits = { requestTimeout: longestUploadMs }
  const secure = tls && createTlsServer({ ...limits, ...tls.options }, respond)
  const server = secure ?? createServer(limits, respond)
  const taken = await listen(server, { host, port, settings: { host: 'HOST', port: 'PORT' } })
  const unfollow = secure && tls.follow(secure)
  return {
    port: taken,
    answerWith(next) {
      current = next
    },
    endEventStreams: open.endEventStreams,
    stop() {
      unfollow?.()
      return open.finish(server)
    },
  }
}
