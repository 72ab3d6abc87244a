import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { nameSessionError } from '#lib/mdm/push/name-session-error.ts'
import { createPushClient, type PushClient } from '#lib/mdm/push/push-client.ts'
import type { PushCertificate } from '#simulator/apns/apns-authority.ts'
import { type FakeApns, startFakeApns } from '#simulator/apns/start-fake-apns.ts'
import { startMuteProxy } from './mute-proxy.ts'

let apns: FakeApns
let certificate: PushCertificate
let token: Buffer
const clients: PushClient[] = []
beforeAll(async () => {
  apns = await startFakeApns({ maxConcurrentStreams: 50 })
  certificate = await apns.issuePushCertificate()
  token = Buffer.from(apns.registerToken(undefined, certificate.topic), 'hex')
})
afterEach(async () => {
  apns.setBehaviour(null)
  apns.setOutage(null)
  for (const client of clients.splice(0)) await client.close()
})
afterAll(() => apns.close())

function meet(wish: { port?: number; pem?: PushCertificate; caPem?: string } = {}): PushClient {
  const client = createPushClient({
    ...(wish.pem ?? certificate),
    gateway: { host: '127.0.0.1', port: wish.port ?? apns.port, caPem: wish.caPem ?? apns.caPem },
    patience: { answerMs: 1500, silenceMs: 200 },
  })
  clients.push(client)
  return client
}

const good = { status: 200, reason: '' }

describe('a connection to the push service', () => {
  it('carries many pushes at once, as many as the service allows', async () => {
    const client = meet()
    expect(await client.push(token, 'magic')).toMatchObject(good)
    expect(client.capacity()).toBe(50)
    const answers = await Promise.all(Array.from({ length: 200 }, () => client.push(token, 'magic')))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(200)
  })

  it('is left for a new one when the service says goodbye, and tells its reason', async () => {
    const client = meet()
    await client.push(token, 'magic')
    apns.setBehaviour('silent')
    const waiting = client.push(token, 'magic')
    await new Promise((resolve) => setTimeout(resolve, 50))
    apns.sayGoodbye('BadCertificateEnvironment')
    expect(await waiting).toMatchObject({ status: null, reason: 'BadCertificateEnvironment' })
    apns.setBehaviour(null)
    expect(await client.push(token, 'magic')).toMatchObject(good)
  })

  it('is left for a new one when it is cut', async () => {
    const client = meet()
    await client.push(token, 'magic')
    apns.setBehaviour('silent')
    const waiting = [client.push(token, 'a'), client.push(token, 'b')]
    await new Promise((resolve) => setTimeout(resolve, 50))
    apns.dropConnections()
    for (const answer of await Promise.all(waiting)) expect(answer.status).toBeNull()
    apns.setBehaviour(null)
    expect(await client.push(token, 'magic')).toMatchObject(good)
  })

  it('outlives a stream that is reset, and one that is never answered', async () => {
    const client = meet()
    await client.push(token, 'magic')
    apns.setBehaviour('reset')
    expect((await client.push(token, 'magic')).status).toBeNull()
    apns.setBehaviour('silent')
    const silent = client.push(token, 'magic')
    await new Promise((resolve) => setTimeout(resolve, 50))
    apns.setBehaviour(null)
    expect(await client.push(token, 'magic')).toMatchObject(good)
    expect(await silent).toMatchObject({ status: null, reason: 'no answer in time' })
    expect(await client.push(token, 'magic')).toMatchObject(good)
  })

  it('is found out by a ping when it is half open, before its pushes are given up one by one', async () => {
    const proxy = await startMuteProxy(apns.port)
    const client = meet({ port: proxy.port })
    await client.push(token, 'magic')
    proxy.muteOpenConnections()
    const answers = await Promise.all([client.push(token, 'a'), client.push(token, 'b')])
    for (const answer of answers)
      expect(answer).toMatchObject({ status: null, reason: 'the push service went silent' })
    expect(await client.push(token, 'magic')).toMatchObject(good)
    await client.close()
    await proxy.close()
  })

  it('fails with a name of its own when either side does not believe the other', async () => {
    const other = await startFakeApns()
    const alert = Object.assign(new Error('alert'), { code: 'ERR_SSL_SSLV3_ALERT_CERTIFICATE_REVOKED' })
    expect(nameSessionError(new Error('cancelled', { cause: alert }))).toBe('ClientCertificateRefused')
    expect(await meet({ caPem: other.caPem }).push(token, 'magic')).toMatchObject({
      status: null,
      reason: 'ServerCertificateUntrusted',
    })
    await other.close()
  })

  it('fails plainly when nobody is there', async () => {
    const gone = await startFakeApns()
    await gone.close()
    const answer = await meet({ port: gone.port }).push(token, 'magic')
    expect(answer.status).toBeNull()
    expect(answer.reason).toMatch(/ECONNREFUSED/)
  })

  it('hears Retry-After', async () => {
    apns.setOutage(503, undefined, 7)
    expect(await meet().push(token, 'magic')).toEqual({
      status: 503,
      reason: 'ServiceUnavailable',
      retryAfterMs: 7000,
    })
  })
})
