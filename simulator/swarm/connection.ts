import { connect, type Socket } from 'node:net'
import { ReplyReader, SwarmHttpError, type SwarmReply } from './reply-reader.ts'

/** One kept connection. It opens at the first request, and again after the server closed it. */
export type SwarmConnection = {
  /** One request at a time. Rejects when the connection breaks before the answer is whole. */
  send: (request: Buffer | readonly Buffer[]) => Promise<SwarmReply>
  /** From the next request on, another port of this machine. */
  moveTo: (port: number) => void
  close: () => void
}

type Waiting = { resolve: (reply: SwarmReply) => void; reject: (error: Error) => void }

const answerMs = 60_000

type Hooks = { onReply: (reply: SwarmReply) => void; onEnd: (socket: Socket, error: Error) => void }

function openSocket(port: number, { onReply, onEnd }: Hooks): Socket {
  const socket = connect({ host: '127.0.0.1', port, noDelay: true })
  const reader = new ReplyReader()
  socket.setTimeout(answerMs, () => onEnd(socket, new SwarmHttpError('no answer in time')))
  socket.on('error', (error) => onEnd(socket, error))
  socket.on('close', () => onEnd(socket, new SwarmHttpError('the connection was closed')))
  socket.on('data', (chunk) => {
    try {
      const reply = reader.take(chunk)
      if (reply) onReply(reply)
    } catch (error) {
      onEnd(socket, error instanceof Error ? error : new SwarmHttpError(String(error)))
    }
  })
  return socket
}

/** HTTP/1.1 with as little work as there can be, so that a measurement is of the server (RFC 9112). */
export function createConnection(port: number): SwarmConnection {
  let target = port
  let socket: Socket | null = null
  let waiting: Waiting | null = null

  const close = (): void => {
    const closing = socket
    socket = null
    closing?.destroy()
  }
  const onReply = (reply: SwarmReply): void => {
    const left = waiting
    waiting = null
    if (reply.closes) close()
    left?.resolve(reply)
  }
  // One that was left before has nothing to say any more.
  const onEnd = (ended: Socket, error: Error): void => {
    ended.destroy()
    if (socket !== ended) return
    socket = null
    const left = waiting
    waiting = null
    left?.reject(error)
  }
  return {
    send: (request) =>
      new Promise((resolve, reject) => {
        if (waiting) throw new SwarmHttpError('a request is under way already')
        waiting = { resolve, reject }
        socket ??= openSocket(target, { onReply, onEnd })
        if (Buffer.isBuffer(request)) socket.write(request)
        else for (const part of request) socket.write(part)
      }),
    moveTo(next) {
      if (next === target) return
      target = next
      close()
    },
    close,
  }
}
