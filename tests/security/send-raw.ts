import { connect } from 'node:net'

export type RawReply = {
  /** all that came back until the connection was closed */
  text: string
  statuses: number[]
}

/** Sends one more piece every so often, for ever. */
export type Drip = { piece: string; everyMs: number }

/** Sends bytes as they are, not as an HTTP client would put them, and waits until the server has hung up. */
export function sendRaw(port: number, bytes: string | Uint8Array, drip?: Drip): Promise<RawReply> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true })
    let text = ''
    let timer: NodeJS.Timeout | null = null
    const finish = (): void => {
      if (timer) clearInterval(timer)
      socket.destroy()
      resolve({
        text,
        statuses: [...text.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status)),
      })
    }
    socket.setEncoding('latin1').on('data', (chunk) => {
      text += chunk
    })
    // A server that has heard enough may reset the connection while we still talk.
    socket.on('error', finish).on('end', finish).on('close', finish)
    // Our side stays open, so it is the server that ends the connection.
    socket.write(bytes)
    if (drip) timer = setInterval(() => socket.write(drip.piece), drip.everyMs)
  })
}

/** One request as bytes. */
export function rawRequest(start: string, headers: Record<string, string | number>, body = ''): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  return `${start} HTTP/1.1\r\nHost: zelf.example\r\n${lines.join('')}\r\n${body}`
}
