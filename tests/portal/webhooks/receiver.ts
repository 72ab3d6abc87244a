import { createHmac, timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Received {
  path: string
  headers: IncomingMessage['headers']
  body: string
}

export interface Receiver {
  url: string
  received: Received[]
  /** What it answers; 204 until it is told otherwise. */
  answer: (request: IncomingMessage, response: ServerResponse) => void
  /** Resolves when there are so many. */
  has(count: number): Promise<void>
  stop(): Promise<void>
}

/** Somebody's server that takes events. */
export async function startReceiver(): Promise<Receiver> {
  const waiting: { count: number; resolve(): void }[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const body = Buffer.concat(chunks).toString()
    receiver.received.push({ path: request.url ?? '', headers: request.headers, body })
    receiver.answer(request, response)
    for (const { count, resolve } of waiting) if (receiver.received.length >= count) resolve()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const receiver: Receiver = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    received: [],
    answer: (_request, response) => {
      response.writeHead(204).end()
    },
    has: (count) =>
      new Promise((resolve) => {
        if (receiver.received.length >= count) resolve()
        else waiting.push({ count, resolve })
      }),
    stop() {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
  return receiver
}

/** What docs/api.md tells the other side to do. */
export function isSigned({ headers, body }: Received, secret: string): boolean {
  const [, t = '', v1 = ''] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(headers['zelf-signature'])) ?? []
  const expected = createHmac('sha256', secret).update(`${t}.${body}`).digest()
  const fresh = Math.abs(Date.now() / 1000 - Number(t)) < 300
  return fresh && v1 !== '' && timingSafeEqual(expected, Buffer.from(v1, 'hex'))
}
