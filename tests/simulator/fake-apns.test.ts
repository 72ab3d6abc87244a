import { connect, constants } from 'node:http2'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { PushCertificate } from '#simulator/apns/apns-authority.ts'
import { type FakeApns, type FakeApnsOptions, startFakeApns } from '#simulator/apns/start-fake-apns.ts'
import { meetMac, meetServer, temporaryDirectory } from './support/meet-mac.ts'

async function meetApns(options?: FakeApnsOptions): Promise<FakeApns> {
  const apns = await startFakeApns(options)
  onTestFinished(() => apns.close())
  return apns
}

type Identity = Pick<PushCertificate, 'certificatePem' | 'privateKeyPem'>

function push(
  apns: FakeApns,
  identity: Identity | null,
  token: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<{ status: number; reason: string | null }> {
  return new Promise((resolve, reject) => {
    const session = connect(`https://127.0.0.1:${apns.port}`, {
      ca: apns.caPem,
      cert: identity?.certificatePem,
      key: identity?.privateKeyPem,
    })
    session.on('error', reject)
    session.on('close', () => reject(new Error('the connection was closed')))
    const stream = session.request({
      [constants.HTTP2_HEADER_METHOD]: 'POST',
      [constants.HTTP2_HEADER_PATH]: `/3/device/${token}`,
      'apns-push-type': 'mdm',
      ...headers,
    })
    let status = 0
    let text = ''
    stream.on('response', (answered) => {
      status = Number(answered[':status'])
    })
    stream.on('data', (chunk) => {
      text += chunk
    })
    stream.on('error', reject)
    stream.on('end', () => {
      if (status === 0) reject(new Error('the connection was turned away'))
      resolve({ status, reason: text ? JSON.parse(text).reason : null })
      session.close()
    })
    stream.end(JSON.stringify(body))
  })
}

describe('the fake APNs', () => {
  it('accepts a push for a token of the certificate’s topic, and nothing else', async () => {
    const apns = await meetApns()
    const [mine, other] = await Promise.all([apns.issuePushCertificate(), apns.issuePushCertificate()])
    const token = apns.registerToken(undefined, mine.topic)
    const body = { mdm: 'magic' }
    const topic = { 'apns-topic': mine.topic }
    expect(await push(apns, mine, token, body, topic)).toEqual({ status: 200, reason: null })
    expect(await push(apns, mine, 'ab'.repeat(32), body, topic)).toEqual({
      status: 400,
      reason: 'BadDeviceToken',
    })
    expect(await push(apns, mine, token, body, { 'apns-topic': other.topic })).toMatchObject({
      reason: 'BadTopic',
    })
    expect(await push(apns, mine, token, body)).toMatchObject({ reason: 'MissingTopic' })
    expect(await push(apns, mine, token, { ...body, aps: {} }, topic)).toMatchObject({
      reason: 'PayloadEmpty',
    })
    expect(await push(apns, other, token, body, { 'apns-topic': other.topic })).toMatchObject({
      reason: 'DeviceTokenNotForTopic',
    })
    expect(apns.deliveries.filter(({ status }) => status === 200)).toMatchObject([
      { token, pushMagic: 'magic', topic: mine.topic },
    ])
  })

  it('turns away a client without a certificate, or with one from elsewhere', async () => {
    const apns = await meetApns()
    const elsewhere = await meetApns()
    const foreign = await elsewhere.issuePushCertificate()
    const token = apns.registerToken()
    await expect(push(apns, null, token, { mdm: 'magic' })).rejects.toThrow()
    await expect(
      push(apns, foreign, token, { mdm: 'magic' }, { 'apns-topic': foreign.topic }),
    ).rejects.toThrow()
    expect(apns.deliveries).toEqual([])
  })

  it('answers what it was told to, for one token or for all', async () => {
    const apns = await meetApns()
    const certificate = await apns.issuePushCertificate()
    const token = apns.registerToken()
    const send = () => push(apns, certificate, token, { mdm: 'magic' }, { 'apns-topic': certificate.topic })
    apns.setTokenStatus(token, 410)
    expect(await send()).toEqual({ status: 410, reason: 'Unregistered' })
    apns.setOutage(503)
    expect(await send()).toEqual({ status: 503, reason: 'ServiceUnavailable' })
    apns.setOutage(429)
    expect(await send()).toEqual({ status: 429, reason: 'TooManyRequests' })
    apns.setOutage(null)
    apns.setTokenStatus(token, null)
    expect(await send()).toEqual({ status: 200, reason: null })
  })

  it('keeps certificates, tokens and the last push over a restart', async () => {
    const stateDir = temporaryDirectory()
    const first = await startFakeApns({ stateDir })
    const certificate = await first.issuePushCertificate()
    const token = first.registerToken()
    await push(first, certificate, token, { mdm: 'one' }, { 'apns-topic': certificate.topic })
    await push(first, certificate, token, { mdm: 'two' }, { 'apns-topic': certificate.topic })
    await first.close()
    const second = await meetApns({ stateDir })
    expect(second.caPem).toBe(first.caPem)
    const answer = await push(second, certificate, token, { mdm: 'two' }, { 'apns-topic': certificate.topic })
    expect(answer.status).toBe(200)
    const stream = await fetch(`http://127.0.0.1:${second.devicePort}/subscribe?token=${token}`)
    const reader = stream.body?.getReader()
    const { value } = (await reader?.read()) ?? {}
    expect(Buffer.from(value ?? []).toString()).toBe('{"pushMagic":"two"}\n')
    await reader?.cancel()
  })
})

describe('a Mac and its push service', () => {
  it('wakes on a push, also on one that was sent while it was away', async () => {
    const apns = await meetApns()
    const certificate = await apns.issuePushCertificate()
    const server = await meetServer()
    server.devicePort = apns.devicePort
    const mac = await meetMac({ pushServiceUrl: undefined })
    await mac.enroll(server.link({ topic: certificate.topic }))
    const address = mac.state.push
    const wake = () =>
      push(
        apns,
        certificate,
        address?.token ?? '',
        { mdm: address?.pushMagic },
        { 'apns-topic': certificate.topic },
      )
    expect(await wake()).toMatchObject({ status: 200 })
    mac.start()
    await expect.poll(() => mac.state.counters.pushes).toBe(1)
    const uuid = server.queue('ProfileList')
    expect(await wake()).toMatchObject({ status: 200 })
    await expect.poll(() => server.resultOf(uuid)).toMatchObject({ Status: 'Acknowledged' })
    expect(apns.deliveries.map(({ live }) => live)).toEqual([false, true])
  })

  it('ignores a push with the wrong magic', async () => {
    const apns = await meetApns()
    const certificate = await apns.issuePushCertificate()
    const server = await meetServer()
    const told: string[] = []
    const mac = await meetMac({
      pushServiceUrl: `http://127.0.0.1:${apns.devicePort}`,
      listener: ({ text }) => told.push(text),
    })
    await mac.enroll(server.link({ topic: certificate.topic }))
    const token = mac.state.push?.token ?? ''
    await push(apns, certificate, token, { mdm: 'guessed' }, { 'apns-topic': certificate.topic })
    mac.start()
    await expect.poll(() => told).toContain('A push came with the wrong magic and was ignored')
    expect(mac.state.counters.pushes).toBe(0)
  })

  it('gets a new token when the push service has forgotten the old one', async () => {
    const apns = await meetApns()
    const server = await meetServer()
    server.devicePort = apns.devicePort
    const mac = await meetMac({ pushServiceUrl: undefined })
    await mac.enroll(server.link())
    const before = mac.state.push?.token
    const other = await meetApns()
    server.devicePort = other.devicePort
    mac.start()
    await expect.poll(() => server.checkIns.at(-1)?.PushMagic).toBe(mac.state.push?.pushMagic)
    await expect.poll(() => mac.state.push?.token).not.toBe(before)
  })
})
