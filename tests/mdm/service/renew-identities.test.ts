import { X509Certificate } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createHttpClient } from '#simulator/mac/http-client.ts'
import { signerFrom } from '#simulator/mac/identity.ts'
import { encodePlist } from '#simulator/mac/plist.ts'
import { plistField } from '#simulator/mac/plist-field.ts'
import { readEnrollmentProfile } from '#simulator/mac/read-enrollment-profile.ts'
import { readProfile } from '#simulator/mac/read-profile.ts'
import { obtainScepIdentity } from '#simulator/mac/scep-client.ts'
import type { SimulatedMac } from '#simulator/mac/simulated-mac.ts'
import { loadAppleSchema, schemaMissing } from '#tests/support/apple-schema.ts'
import { startTestMdm, type TestMdm } from '../support/start-test-mdm.ts'

const dayMs = 86_400_000
let server: TestMdm
beforeEach(async () => {
  server = await startTestMdm()
})
const http = createHttpClient()
afterEach(async () => {
  http.close()
  await server.stop()
})

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

  it('counts a TokenUpdate with the new identity as its first use, too', async () => {
    const mac = await enrollLongAgo()
    await server.mdm.renewIdentities()
    const command = await mac.reports('Idle')
    const payload = plistField.data(plistField.dict(command ?? {}, 'Command') ?? {}, 'Payload')
    const profile = readProfile(payload ?? Buffer.alloc(0))
    const { scep } = readEnrollmentProfile(profile, mac.state.hardware, mac.state.deviceName)
    mac.signWith(signerFrom(await obtainScepIdentity(http, scep, server.now())))
    const topic = mac.state.enrollment?.topic ?? ''
    const update = {
      Topic: topic,
      Token: Buffer.alloc(32, 1),
      PushMagic: 'magic',
      AwaitingConfiguration: false,
    }
    await mac.checkIn('TokenUpdate', update)
    await mac.checkIn('TokenUpdate', update)
    expect(await mac.reports('Acknowledged', command)).toBeNull()
    await server.mdm.renewIdentities()
    expect(await renewals()).toMatchObject([{ completedAt: expect.any(Date) }])
  })

  it('is not done when the Mac says so but never came with the new identity', async () => {
    const mac = await enrollLongAgo()
    await server.mdm.renewIdentities()
    await mac.reports('Acknowledged', await mac.reports('Idle'))
    await server.mdm.renewIdentities()
    expect(await renewals()).toMatchObject([{ completedAt: null, failure: null }])
    server.passTime(15 * dayMs)
    await server.mdm.renewIdentities()
    expect(await renewals()).toMatchObject([{ failure: 'expired' }, { failure: null }])
  })

  it('notes why a Mac refused, and asks it again a day later', async () => {
    const mac = await enrollLongAgo()
    await server.mdm.renewIdentities()
    const chain = [{ ErrorCode: 4001, ErrorDomain: 'MCInstallationErrorDomain', LocalizedDescription: 'No.' }]
    await mac.reports('Error', await mac.reports('Idle'), { ErrorChain: chain })
    expect(await server.mdm.renewIdentities()).toBe(0)
    expect(await renewals()).toMatchObject([{ failure: 'error: No.' }])
    expect(await server.mdm.expiringIdentities(10)).toMatchObject([
      { enrollmentId: mac.enrollmentId, serialNumber: mac.serialNumber, attempts: 1, failure: 'error: No.' },
    ])
    expect(server.log.map(({ code }) => code)).toContain('identity_not_renewed')
    server.passTime(dayMs)
    expect(await server.mdm.renewIdentities()).toBe(1)
    await mac.poll()
    await server.mdm.renewIdentities()
    expect(await renewals()).toMatchObject([{ failure: 'error: No.' }, { completedAt: expect.any(Date) }])
  })

  it('warns once within 14 and once within 7 days of the end', async () => {
    const mac = await enrollLongAgo()
    const warned: unknown[] = []
    for (let day = 0; day < 58; day++) {
      await server.mdm.expireCommands()
      await server.mdm.renewIdentities()
      await server.mdm.takeEvents(async ({ kind, data }) => {
        if (kind === 'identity_expiring') warned.push({ day, ...data })
      }, 100)
      server.passTime(dayMs)
    }
    expect(warned).toMatchObject([
      { day: 44, daysLeft: 14 },
      { day: 51, daysLeft: 7 },
    ])
    expect(server.log.filter(({ code }) => code === 'identity_expiring')).toHaveLength(2)
    await expect(mac.reports('Idle')).rejects.toMatchObject({ httpStatus: 403 })
  })

  it('asks a few at a time, the most urgent first, and two sweeps at once ask each Mac once', async () => {
    const mac = await enrollLongAgo()
    await makeTwins(mac, 70)
    expect(await server.mdm.renewIdentities()).toBe(50)
    const [mostUrgent] = await server.sql<{ id: string }>`
      SELECT enrollment_id AS id FROM mdm_command ORDER BY sequence LIMIT 1`
    expect(mostUrgent?.id).toBe(mac.enrollmentId)
    const counts = await Promise.all([server.mdm.renewIdentities(), server.another().renewIdentities()])
    expect(counts[0] + counts[1]).toBe(21)
    expect(await renewals()).toHaveLength(71)
    const [asked] = await server.sql<{ commands: number; macs: number }>`
      SELECT count(*)::int AS commands, count(DISTINCT enrollment_id)::int AS macs FROM mdm_command`
    expect(asked).toEqual({ commands: 71, macs: 71 })
  })

  it('goes on with the others when one cannot be asked', async () => {
    const mac = await enrollLongAgo()
    await makeTwins(mac, 1)
    await server.sql`UPDATE mdm_enrollment SET access_rights = 16 WHERE id = ${mac.enrollmentId}::text`
    expect(await server.mdm.renewIdentities()).toBe(1)
    expect(server.log.map(({ message }) => message)).toContain('a renewal could not begin')
  })

  it('sends a profile and a command that Apple’s schema allows', async ({ skip }) => {
    if (schemaMissing) skip(schemaMissing)
    const { validate } = await loadAppleSchema()
    const mac = await enrollLongAgo()
    await server.mdm.renewIdentities()
    const command = await mac.reports('Idle')
    const payload = plistField.data(plistField.dict(command ?? {}, 'Command') ?? {}, 'Payload')
    const { contentBase64 } = readProfile(payload ?? Buffer.alloc(0)).installed
    const findings = [
      ...validate('profile', Buffer.from(contentBase64, 'base64').toString(), { enrollment: 'device' }),
      ...validate('command', encodePlist(command ?? {}).toString(), { enrollment: 'device' }),
    ]
    // This server has no certificate, so its addresses begin with http.
    expect(findings.filter(({ got }) => !got.startsWith(server.url))).toEqual([])
  })
})

/** Further Macs like this one, as far as the database can tell. */
async function makeTwins(mac: SimulatedMac, count: number): Promise<void> {
  await server.sql`
    INSERT INTO mdm_certificate (sha256_hex, serial_hex, subject, invitation_id, enrollment_id, certificate,
      not_before, not_after)
    SELECT 'twin-' || n, 'twin-' || n, subject, invitation_id, 'twin-' || n, certificate, not_before,
      not_after + n * interval '1 minute'
    FROM mdm_certificate, generate_series(1, ${count}::int) n WHERE enrollment_id = ${mac.enrollmentId}::text`
  await server.sql`
    INSERT INTO mdm_enrollment (id, device_id, channel, enrollment_type, status, invitation_id, certificate_sha256,
      topic, access_rights)
    SELECT 'twin-' || n, 'twin-' || n, channel, enrollment_type, status, invitation_id, 'twin-' || n, topic,
      access_rights
    FROM mdm_enrollment, generate_series(1, ${count}::int) n WHERE id = ${mac.enrollmentId}::text`
}
