import { createPublicKey, type KeyObject, verify } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import postgres from 'postgres'
import { answerParent } from './control-channel.ts'
import { readSettings } from './read-settings.ts'

/**
 * The least that any server here could do: read the body, verify one RSA signature with a key that it knows already,
 * and read one row by its primary key through the same client.
 */
const { databaseUrl } = readSettings<{ databaseUrl: string }>()
const sql = postgres(databaseUrl, { max: 10, onnotice: () => undefined })
let keys: KeyObject[] = []

async function answer(req: IncomingMessage, res: ServerResponse, body: Buffer): Promise<void> {
  const key = keys[Number(req.headers['floor-key'])]
  const signature = Buffer.from(String(req.headers['floor-signature']), 'base64')
  const isGood = key !== undefined && verify('sha256', body, key, signature)
  const id = String(req.headers['floor-enrollment'])
  const rows = isGood ? await sql`SELECT status FROM mdm_enrollment WHERE id = ${id}` : []
  res.statusCode = rows.length === 1 ? 200 : 403
  res.setHeader('Content-Length', 0)
  res.end()
}

const server = createServer((req, res) => {
  const chunks: Buffer[] = []
  req.on('data', (chunk: Buffer) => chunks.push(chunk))
  req.on('end', () => {
    answer(req, res, Buffer.concat(chunks)).catch((error: unknown) => {
      console.error(error)
      res.destroy()
    })
  })
})
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))

answerParent({
  cpu: () => process.cpuUsage(),
  port: () => (server.address() as AddressInfo).port,
  keys(publicPems: string[]) {
    keys = publicPems.map((pem) => createPublicKey(pem))
  },
})
process.once('SIGTERM', () => process.exit(0))
