import { X509Certificate } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { z } from 'zod'
import { encryptTo } from '#simulator/pki/enveloped-data.ts'

const request = z.object({ csr: z.string(), email: z.string(), key: z.string(), encrypt: z.string() })

export interface FakeMdmcert {
  url: string
  /** What arrived, newest last. */
  requests: z.output<typeof request>[]
  /** What it answers instead of success, until null is given. */
  answerWith(answer: { status: number; body: string } | null): void
  /** The attachment that it would mail for the newest request. */
  mail(cipher?: 'aes' | 'des'): string
  stop(): Promise<void>
}

/**
 * mdmcert.download on loopback. It signs with the vendor that it is given, and encrypts to the certificate in the
 * request.
 *
 * sign   gives the file for Apple for a request in DER
 */
export async function startFakeMdmcert(
  apiKey: string,
  sign: (csr: Uint8Array) => Uint8Array,
): Promise<FakeMdmcert> {
  const requests: z.output<typeof request>[] = []
  let programmed: { status: number; body: string } | null = null
  const judge = (method: string | undefined, url: string | undefined, text: string) => {
    if (method !== 'POST' || url !== '/api/v1/signrequest') return { status: 404, body: 'not here' }
    const asked = request.parse(JSON.parse(text))
    requests.push(asked)
    if (programmed) return programmed
    if (asked.key !== apiKey)
      return { status: 200, body: JSON.stringify({ result: 'failure', reason: 'bad key' }) }
    return { status: 200, body: JSON.stringify({ result: 'success' }) }
  }
  const server = createServer((incoming, response) => {
    readText(incoming).then(
      (text) => {
        const { status, body } = judge(incoming.method, incoming.url, text)
        response.writeHead(status, { 'content-type': 'application/json' }).end(body)
      },
      (error: unknown) => response.writeHead(400).end(String(error)),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    answerWith(answer) {
      programmed = answer
    },
    mail(cipher) {
      const asked = requests.at(-1)
      if (!asked) throw new Error('nobody asked')
      const csrPem = Buffer.from(asked.csr, 'base64').toString()
      const csr = Buffer.from(csrPem.replace(/-----[^-]+-----|\s/g, ''), 'base64')
      const recipient = new X509Certificate(Buffer.from(asked.encrypt, 'base64'))
      return encryptTo(recipient, sign(csr), cipher).toString('hex')
    },
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

async function readText(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(chunk)
  return Buffer.concat(chunks).toString('utf8')
}
