import { X509Certificate } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { SimulatedMac } from '#simulator/mac/simulated-mac.ts'
import { startTestMdm, type TestMdm } from '../support/start-test-mdm.ts'

const dayMs = 86_400_000
let server: TestMdm
beforeEach(async () => {
  server = await startTestMdm()
})
afterEach(() => server.stop())

const fingerprint = (mac: SimulatedMac) =>
  new X509Certificate(mac.state.identity?.certificatePem ?? '').fingerprint256
const operations = () => server.mdm.in(server.sql)

/** A Mac that enrolled 340 days ago, so that 58 days are left. */
async function enrollLongAgo(): Promise<SimulatedMac> {
  const mac = await server.enrollMac()
  server.passTime(340 * dayMs)
  return mac
}

async function renewals() {
  return server.sql<{ failure: string | null; completedAt: Date | null; commandId: string | null }>`
    SELECT failure, completed_at AS "completedAt", command_id::text AS "commandId" FROM mdm_renewal
    ORDER BY created_at`
}

async function goodCertificates(mac: SimulatedMac): Promise<number> {
  const rows = await server.sql<{ count: number }>`
    SELECT count(*)::int AS count FROM mdm_certificate
    WHERE enrollment_id = ${mac.enrollmentId}::text AND revoked_at IS NULL`
  return rows[0]?.count ?? -1
}

describe('renewing identities', () => {
  it('asks nobody whose identity is good for longer', async () => {
    await server.enrollMac()
    server.passTime(337 * dayMs)
    expect(await server.mdm.renewIdentities()).toBe(0)
  })

  it('gives a Mac its next identity and lets it keep everything else', async () => {
    const mac = await enrollLongAgo()
    const before = fingerprint(mac)
    const enrolled = await operations().enrollment(mac.enrollmentId)
    await server.mdm.takeEvents(async () => undefined, 100)
    expect(await server.mdm.renewIdentities()).toBe(1)
    const { commandUuid } = await operations().queue(mac.enrollmentId, { RequestType: 'ProfileList' })
    await mac.poll()
    expect(fingerprint(mac)).not.toBe(before)
    expect(await operations().commandState(commandUuid)).toMatchObject({ status: 'acknowledged' })
    expect(await operations().enrollment(mac.enrollmentId)).toMatchObject({
      status: 'enrolled',
      enrolledAt: enrolled?.enrolledAt,
      invitationId: enrolled?.invitationId,
      accessRights: enrolled?.accessRights,
      hasBootstrapToken: true,
    })
    const kinds: string[] = []
    await server.mdm.takeEvents(async (event) => {
      kinds.push(event.kind)
    }, 100)
    expect(new Set(kinds)).toEqual(new Set(['command_answered']))
    await server.mdm.renewIdentities()
    expect(await renewals()).toMatchObject([{ failure: null, completedAt: expect.any(Date) }])
    expect(await server.mdm.expiringIdentities(10)).toEqual([])
  })
})
