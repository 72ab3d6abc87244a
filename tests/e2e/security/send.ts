import { request } from 'node:http'

export interface Reply {
  status: number
  headers: Record<string, string | string[] | undefined>
  body: string
}

export interface Message {
  method?: string
  headers?: Record<string, string>
  body?: string | Uint8Array
}

/** HTTP without the manners of fetch: any header may be forged, no address is tidied, no redirect followed. */
export function send(origin: string, path: string, message: Message = {}): Promise<Reply> {
  const { hostname, port } = new URL(origin)
  return new Promise((resolve, reject) => {
    const { method = 'GET', headers } = message
    const asked = request({ hostname, port, path, method, headers }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () => {
        const body = Buffer.concat(chunks).toString('utf8')
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body })
      })
    })
    asked.setTimeout(15_000, () => asked.destroy(new Error(`${method} ${path}: no answer`)))
    asked.on('error', reject)
    asked.end(message.body)
  })
}

/** The message with which a page's script calls a server action made with `action`. */
export function actionCall(id: string, fields: Record<string, string>): Message {
  const boundary = 'zelf-test-boundary'
  const part = (name: string, value: string) =>
    `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`
  const entries = Object.entries(fields).map(([name, value]) => part(`_1_${name}`, value))
  const root = part('0', '[{"status":"idle"},"$K1"]')
  return {
    method: 'POST',
    headers: {
      'next-action': id,
      accept: 'text/x-component',
      'content-type': `multipart/form-data; boundary=${boundary}`,
    },
    body: `${entries.join('')}${root}--${boundary}--\r\n`,
  }
}
