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

/** HTTP/1.1 with as little work as there can be, so that a measurement is of the server (RFC 9112). */
export function createConnection(port: number): SwarmConnection {
  let target = port
  let socket: Socket | null = null
  let waiting: Waiting | null = null

  const leave = (closing: Socket, error: Error): void => {
    closing.destroy()
    if (socket !== closing) return
    socket = null
    const left = waiting
    waiting = null
    left?.reject(error)
  }
  const open = (): Socket => {
    const opened = connect({ host: '127.0.0.1', port: target, noDelay: true })
    const reader = new ReplyReader()
    opened.setTimeout(answerMs, () => leave(opened, new SwarmHttpError('no answer in time')))
    opened.on('error', (error) => leave(opened, error))
    opened.on('close', () => leave(opened, new SwarmHttpError('the connection was closed')))
    opened.on('data', (chunk) => {
      const reply = reader.take(chunk)
      if (!reply) return
      const left = waiting
      waiting = null
      if (reply.closes) leave(opened, new SwarmHttpError('the server closes'))
      left?.resolve(reply)
    })
    return opened
  }
  return {
    send: (request) =>
      new Promise((resolve, reject) => {
        if (waiting) throw new SwarmHttpError('a request is under way already')
        waiting = { resolve, reject }
        socket ??= open()
        if (Buffer.isBuffer(request)) socket.write(request)
        else for (const part of request) socket.write(part)
      }),
    moveTo(next) {
      if (next === target) return
      target = next
      socket?.destroy()
      socket = null
    },
    close() {
      const closing = socket
      socket = null
      closing?.destroy()
    },
  }
}
