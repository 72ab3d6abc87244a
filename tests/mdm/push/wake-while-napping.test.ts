import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createPushClient } from '#lib/mdm/push/push-client.ts'
import { createPushSender } from '#lib/mdm/push/push-sender.ts'
import type { Sql } from '#lib/mdm/store/sql.ts'
import type { PushCertificate } from '#simulator/apns/apns-authority.ts'
import { startTestMdm, type TestMdm } from '../support/start-test-mdm.ts'
import { placeMac } from './place-macs.ts'

let server: TestMdm
let certificate: PushCertificate
beforeAll(async () => {
  server = await startTestMdm()
  certificate = await server.apns.issuePushCertificate()
  await server.mdm.importPushCertificate(certificate, { allowTopicChange: true })
})
afterAll(() => server.stop())

/** Holds up the statement that a sender asks last before it sleeps. */
function holdUpNap() {
  const asked = Promise.withResolvers<void>()
  const released = Promise.withResolvers<void>()
  const sql: Sql = async (strings, ...values) => {
    const isNap = strings.some((text) => text.includes('min(push_retry_at)'))
    const rows = server.sql<never>(strings, ...values)
    if (!isNap) return rows
    await rows
    asked.resolve()
    await released.promise
    return rows
  }
  return { sql, asked: asked.promise, release: () => released.resolve() }
}

describe('a sender that is about to sleep', () => {
  it('hears a wake that comes in that very moment', async () => {
    const { apns } = server
    const mac = await placeMac(server)
    const held = holdUpNap()
    const client = createPushClient({
      ...certificate,
      gateway: { host: '127.0.0.1', port: apns.port, caPem: apns.caPem },
    })
    const sender = createPushSender({
      sql: held.sql,
      clock: server.now,
      randomBytes,
      log: (entry) => server.log.push(entry),
      client: async () => client,
    })
    sender.start()
    await held.asked
    await server.mdm.in(server.sql).queue(mac.id, { RequestType: 'ProfileList' })
    sender.wake()
    held.release()
    await expect.poll(() => apns.deliveries.filter(({ token }) => token === mac.token).length).toBe(1)
    await sender.stop()
    await client.close()
  })
})
