import { randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import postgres from 'postgres'
import { createMdmServer } from '#lib/mdm/server.ts'
import type { Sql } from '#lib/mdm/store/sql.ts'
import { testSeal } from './test-seal.ts'

/** What a test hands to the process as its one argument. */
export type MdmProcessOptions = {
  databaseUrl: string
  masterKeyHex: string
  gateway: { host: string; port: number; caPem: string }
  port: number
}

/** An MDM server in a process of its own, to be killed. It says `ready` when it serves. */
const { databaseUrl, masterKeyHex, gateway, port } = JSON.parse(process.argv[2] ?? '{}') as MdmProcessOptions
const client = postgres(databaseUrl, { max: 5 })
const mdm = createMdmServer({
  sql: client as unknown as Sql,
  ...testSeal(Buffer.from(masterKeyHex, 'hex')),
  clock: () => new Date(),
  randomBytes,
  publicUrl: `http://127.0.0.1:${port}`,
  organization: async () => ({ id: 'voorbeeld', name: 'Voorbeeld B.V.' }),
  pushGateway: gateway,
  log: () => undefined,
})
const http = createServer((req, res) => {
  if (!mdm.respond(req, res)) res.writeHead(404).end()
})
await mdm.start()
await client.listen('mdm_push', () => mdm.wakePushes())
http.listen(port, '127.0.0.1', () => process.stdout.write('ready\n'))
// The test's process is the parent: when it goes, so does this one.
process.stdin.resume().on('end', () => process.exit(0))
