import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { StartError } from './start-error.ts'

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

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const why =
        cause.code === 'EADDRINUSE'
          ? 'another program uses it; stop that program, or choose another port with PORT'
          : cause.code === 'EACCES'
            ? 'only root may use it; choose a port above 1023 with PORT'
            : `${cause.code ?? cause.message}; check HOST and PORT`
      reject(new StartError(`Zelf cannot listen on ${host}:${port}: ${why}.`, { cause }))
    })
    server.listen(port, host, () => resolve())
  })
}

/** By what was asked for: headers that were handed to writeHead cannot be read back. */
function isEventStream(response: ServerResponse): boolean {
  const asked = response.req.headers.accept ?? ''
  return `${asked} ${response.getHeader('content-type')}`.includes('text/event-stream')
}

function endEventStreams(open: Set<ServerResponse>): void {
  for (const response of open) if (isEventStream(response)) response.destroy()
}

async function stopServer(server: Server, open: Set<ServerResponse>): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  endEventStreams(open)
  const limit = Date.now() + 10_000
  while (open.size > 0 && Date.now() < limit) await sleep(20)
  server.closeAllConnections()
  await closed
}

/** Takes the port at once, so that a busy one is known before anything else is started. */
export async function openWebListener(host: string, port: number): Promise<WebListener> {
  const open = new Set<ServerResponse>()
  let current: Respond = notYet
  const server = createServer({ requestTimeout: longestUploadMs }, (request, response) => {
    open.add(response)
    response.once('close', () => open.delete(response))
    current(request, response)
  })
  await listen(server, host, port)
  let stopped: Promise<void> | null = null
  return {
    port: (server.address() as AddressInfo).port,
    answerWith(respond) {
      current = respond
    },
    endEventStreams: () => endEventStreams(open),
    stop() {
      stopped ??= stopServer(server, open)
      return stopped
    },
  }
}
