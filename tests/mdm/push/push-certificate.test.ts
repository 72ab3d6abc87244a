import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { judgePushAnswer } from '#lib/mdm/push/judge-push-answer.ts'
import { repeatAfterMs } from '#lib/mdm/push/repeat-after.ts'
import { backOffMs } from '#lib/mdm/service/back-off.ts'
import { startTestMdm, type TestMdm } from '../support/start-test-mdm.ts'

let server: TestMdm
beforeAll(async () => {
  server = await startTestMdm()
})
afterAll(() => server.stop())

describe('the push certificate', () => {
  it('is refused with another key, without a topic, or when it is no certificate', async () => {
    const [good, other] = [await server.apns.issuePushCertificate(), await server.apns.issuePushCertificate()]
    const { certificatePem, privateKeyPem } = good
    const refused = async (pem: { certificatePem: string; privateKeyPem: string }) =>
      expect(server.mdm.importPushCertificate(pem)).rejects
    await (await refused({ certificatePem, privateKeyPem: other.privateKeyPem })).toMatchObject({
      code: 'push_key_mismatch',
    })
    await (await refused({ certificatePem: good.caPem, privateKeyPem })).toMatchObject({
      code: 'push_topic_missing',
    })
    await (await refused({ certificatePem: 'nothing', privateKeyPem })).toMatchObject({
      code: 'push_certificate_unreadable',
    })
    await (await refused({ certificatePem, privateKeyPem: certificatePem })).toMatchObject({
      code: 'push_key_missing',
    })
  })

  it('is kept with its key sealed', async () => {
    const pem = await server.apns.issuePushCertificate()
    await expect(server.mdm.importPushCertificate(pem)).rejects.toMatchObject({ code: 'push_topic_changes' })
    const { topic } = await server.mdm.importPushCertificate(pem, { allowTopicChange: true })
    expect(topic).toBe(pem.topic)
    const rows = await server.sql<{ key: Uint8Array }>`SELECT sealed_key AS key FROM mdm_push_certificate`
    expect(Buffer.from(rows[0]?.key ?? []).toString('latin1')).not.toContain('PRIVATE KEY')
  })

  it('lets commands wait while there is none, and sends them when it comes', async () => {
    const mac = await server.enrollMac()
    const pem = await server.apns.issuePushCertificate(mac.state.enrollment?.topic.split('External.')[1])
    await server.sql`DELETE FROM mdm_push_certificate RETURNING id`
    expect(await server.mdm.pushStatus()).toMatchObject({ state: 'no_certificate', topic: null })
    await server.mdm.in(server.sql).queue(mac.enrollmentId, { RequestType: 'ProfileList' })
    expect(await server.mdm.sendDuePushes()).toBe(0)
    expect((await fetch((await server.invite()).url)).status).toBe(503)
    await server.mdm.importPushCertificate(pem)
    expect(await server.mdm.sendDuePushes()).toBe(1)
    expect(server.apns.deliveries.at(-1)).toMatchObject({ status: 200, token: mac.state.push?.token })
    server.passTime(500 * 24 * 3_600_000)
    expect(await server.mdm.pushStatus()).toMatchObject({ state: 'expired' })
  })
})

describe('judging what the push service says', () => {
  it('believes only 410 when it says that a token is dead', () => {
    const verdicts = [200, 400, 403, 404, 405, 410, 413, 429, 500, 503, null].map((status) =>
      judgePushAnswer({ status, reason: 'BadDeviceToken', retryAfterMs: null }),
    )
    expect(verdicts).toEqual([
      'delivered',
      'bad_token',
      'configuration',
      'configuration',
      'configuration',
      'unregistered',
      'configuration',
      'busy',
      'service',
      'service',
      'service',
    ])
    const judge = (status: number | null, reason: string) =>
      judgePushAnswer({ status, reason, retryAfterMs: null })
    expect(judge(400, 'IdleTimeout')).toBe('service')
    expect(judge(400, 'DeviceTokenNotForTopic')).toBe('bad_token')
    for (const reason of ['BadTopic', 'TopicDisallowed', 'MissingTopic'])
      expect(judge(400, reason)).toBe('configuration')
    for (const reason of [
      'BadCertificateEnvironment',
      'ClientCertificateRefused',
      'ServerCertificateUntrusted',
    ])
      expect(judge(null, reason)).toBe('configuration')
  })

  it('waits between a second and ten minutes, never exactly as long as the others', () => {
    for (let attempts = 1; attempts < 40; attempts++) {
      for (const octet of [0, 255]) {
        const wait = backOffMs(attempts, () => Uint8Array.of(octet))
        expect(wait).toBeGreaterThanOrEqual(750)
        expect(wait).toBeLessThanOrEqual(600_000)
      }
    }
    expect(backOffMs(3, () => Uint8Array.of(0))).toBeLessThan(backOffMs(3, () => Uint8Array.of(255)))
    expect([0, 1, 2, 30].map(repeatAfterMs)).toEqual([120_000, 240_000, 480_000, 21_600_000])
  })
})
