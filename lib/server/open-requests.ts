import type { Server, ServerResponse } from 'node:http'
import { Server as Listening } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

export interface OpenRequests {
  /** Remembers an answer until it is over. */
  add(response: ServerResponse): void
  /** Browsers open them again and ask anew. */
  endEventStreams(): void
  /** Lets the server accept nothing more, ends event streams, and gives requests in flight ten seconds. */
  finish(server: Server): Promise<void>
}

const patienceMs = 10_000

/** By what was asked for: headers that were handed to writeHead cannot be read back. */
function isEventStream(response: ServerResponse): boolean {
  const asked = response.req.headers.accept ?? ''
  return `${asked} ${response.getHeader('content-type')}`.includes('text/event-stream')
}

function countConnections(server: Server): Promise<number> {
  return new Promise((resolve) => server.getConnections((_error, count) => resolve(count ?? 0)))
}

/**
 * graceMs  how long connections without a request may stay once nothing more is accepted: whoever keeps one is told
 *          with the next answer that it ends, instead of losing a request that was on its way
 */
export function createOpenRequests(graceMs = 0): OpenRequests {
  const open = new Set<ServerResponse>()
  let finishing: Promise<void> | null = null
  const endEventStreams = () => {
    for (const response of open) if (isEventStream(response)) response.destroy()
  }
  const finish = async (server: Server) => {
    // Not the HTTP server's own close, which would end idle connections at once.
    const closed = new Promise<void>((resolve) => Listening.prototype.close.call(server, () => resolve()))
    endEventStreams()
    const grace = Date.now() + graceMs
    while (Date.now() < grace && (await countConnections(server)) > 0) await sleep(20)
    server.closeIdleConnections()
    const limit = Date.now() + patienceMs
    while (open.size > 0 && Date.now() < limit) await sleep(20)
    server.closeAllConnections()
    await closed
  }
  return {
    add(response) {
      // So that whoever keeps a connection does not send its next request into one that is about to end.
      if (finishing) response.setHeader('connection', 'close')
      open.add(response)
      response.once('close', () => open.delete(response))
    },
    endEventStreams,
    finish(server) {
      finishing ??= finish(server)
      return finishing
    },
  }
}
