import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { TokenStore } from './token-store.ts'

export type DeviceEndpoint = {
  server: Server
  /** True when a Mac is listening and was told. */
  deliver: (token: string, pushMagic: string) => boolean
}

const json = (response: ServerResponse, status: number, body: object): void => {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

async function readTopic(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  if (chunks.length === 0) return null
  const body: unknown = JSON.parse(Buffer.concat(chunks).toString())
  return body && typeof body === 'object' && 'topic' in body && typeof body.topic === 'string'
    ? body.topic
    : null
}

/** The side that Macs talk to: they fetch a token and then listen on one long answer, a line of JSON per push. */
export function createDeviceEndpoint(tokens: TokenStore): DeviceEndpoint {
  const listeners = new Map<string, ServerResponse>()

  const subscribe = (token: string, response: ServerResponse): void => {
    if (!tokens.find(token)) {
      json(response, 404, { reason: 'BadDeviceToken' })
      return
    }
    listeners.get(token)?.end()
    listeners.set(token, response)
    response.writeHead(200, { 'content-type': 'application/x-ndjson' })
    response.flushHeaders()
    response.on('close', () => {
      if (listeners.get(token) === response) listeners.delete(token)
    })
    const waiting = tokens.takeWaiting(token)
    if (waiting) response.write(`${JSON.stringify({ pushMagic: waiting.pushMagic })}\n`)
  }

  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1')
    if (request.method === 'POST' && url.pathname === '/register') {
      readTopic(request)
        .then((topic) => json(response, 200, { token: tokens.register(topic) }))
        .catch(() => json(response, 400, { reason: 'BadBody' }))
    } else if (request.method === 'GET' && url.pathname === '/subscribe') {
      subscribe((url.searchParams.get('token') ?? '').toLowerCase(), response)
    } else json(response, 404, { reason: 'BadPath' })
  })

  return {
    server,
    deliver(token, pushMagic) {
      const listener = listeners.get(token)
      if (!listener || listener.destroyed) return false
      listener.write(`${JSON.stringify({ pushMagic })}\n`)
      return true
    },
  }
}
