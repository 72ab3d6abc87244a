import { randomBytes, randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import postgres from 'postgres'
import { createMdmServer, type MdmLogEntry, type MdmOptions, type MdmServer } from '#lib/mdm/server.ts'
import type { Sql } from '#lib/mdm/store/sql.ts'
import { type FakeApns, startFakeApns } from '#simulator/apns/start-fake-apns.ts'
import type { Behaviours } from '#simulator/mac/behaviours.ts'
import { SimulatedMac } from '#simulator/mac/simulated-mac.ts'
import { createTestDatabase } from '#tests/support/database.ts'
import { testSeal } from './test-seal.ts'

export type TestMdm = {
  mdm: MdmServer
  apns: FakeApns
  sql: Sql
  databaseUrl: string
  masterKey: Buffer
  url: string
  log: MdmLogEntry[]
  /** Statements that went to the database since the last call. */
  takeStatements(): string[]
  /** Moves the clocks of the server and of the Macs that it enrolled. */
  passTime(milliseconds: number): void
  now(): Date
  /** A second server on the same database, as another process would be. */
  another(): MdmServer
  invite(
    ownership?: 'personal' | 'company',
    personId?: string,
  ): ReturnType<ReturnType<MdmServer['in']>['invite']>
  /** A Mac that enrolled over HTTP with a link of its own. */
  enrollMac(options?: {
    seed?: string
    behaviours?: Partial<Behaviours>
    ownership?: 'personal' | 'company'
    personId?: string
  }): Promise<SimulatedMac>
  stop(): Promise<void>
}

export const quickBehaviours: Partial<Behaviours> = {
  retry: { attempts: 1, firstMs: 1, longestMs: 1 },
  installMs: 0,
  restartMs: 0,
}

/** The whole MDM server on a database, a port and a push service of its own. Nothing runs by itself before start(). */
export async function startTestMdm(options: Partial<MdmOptions> = {}): Promise<TestMdm> {
  const database = await createTestDatabase()
  const apns = await startFakeApns()
  const masterKey = randomBytes(32)
  const statements: string[] = []
  const client = postgres(database.url, {
    max: 5,
    onnotice: () => undefined,
    debug: (_connection, query) => statements.push(query),
  })
  const sql = client as unknown as Sql
  const log: MdmLogEntry[] = []
  let aheadMs = 0
  const now = () => new Date(Date.now() + aheadMs)
  const http = createServer((req, res) => {
    if (!mdm.respond(req, res)) res.writeHead(404).end('not a device route')
  })
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`
  const create = () =>
    createMdmServer({
      sql,
      ...testSeal(masterKey),
      clock: now,
      randomBytes,
      publicUrl: url,
      organization: async () => ({ id: 'voorbeeld', name: 'Voorbeeld B.V.' }),
      pushGateway: { host: '127.0.0.1', port: apns.port, caPem: apns.caPem },
      log: (entry) => log.push(entry),
      ...options,
    })
  const mdm = create()
  const servers = [mdm]
  const macs: SimulatedMac[] = []
  await mdm.importPushCertificate(await apns.issuePushCertificate())
  const invite: TestMdm['invite'] = (ownership = 'company', personId = randomUUID()) =>
    mdm.in(sql).invite({ personId, ownership, enrollmentType: 'device' })
  return {
    mdm,
    apns,
    sql,
    databaseUrl: database.url,
    masterKey,
    url,
    log,
    takeStatements: () => statements.splice(0),
    passTime(milliseconds) {
      aheadMs += milliseconds
      for (const mac of macs) mac.behave({ clockAheadMs: aheadMs })
    },
    now,
    another() {
      const server = create()
      servers.push(server)
      return server
    },
    invite,
    async enrollMac(options = {}) {
      const mac = await SimulatedMac.create({
        seed: options.seed ?? randomUUID(),
        pushServiceUrl: `http://127.0.0.1:${apns.devicePort}`,
        behaviours: { ...quickBehaviours, clockAheadMs: aheadMs, ...options.behaviours },
      })
      macs.push(mac)
      await mac.enroll((await invite(options.ownership, options.personId)).url)
      return mac
    },
    async stop() {
      for (const mac of macs) await mac.close()
      for (const server of servers) await server.stop()
      http.closeAllConnections()
      await new Promise((resolve) => http.close(resolve))
      await client.end({ timeout: 5 })
      await apns.close()
      await database.drop()
    },
  }
}
