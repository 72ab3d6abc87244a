import { X509Certificate } from 'node:crypto'
import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { encodePlist } from '#simulator/mac/plist.ts'
import type { SimulatedMac } from '#simulator/mac/simulated-mac.ts'
import { makeCertificate, subjectOf } from '#simulator/pki/certificate.ts'
import { certificateExtension } from '#simulator/pki/certificate-extension.ts'
import { oids } from '#simulator/pki/oids.ts'
import { generateRsaKey, type RsaKey } from '#simulator/pki/rsa-key.ts'
import { startTestMdm, type TestMdm } from '../mdm/support/start-test-mdm.ts'
import { databaseState } from './database-state.ts'
import { type DeviceMessage, deviceMessages } from './device-messages.ts'

let server: TestMdm
let ours: SimulatedMac
let theirs: SimulatedMac
let key: RsaKey
let sentCommand = ''
beforeAll(async () => {
  server = await startTestMdm({
    clientCertificateProxy: { addresses: ['127.0.0.0/8'], header: 'Client-Cert' },
  })
  ;[ours, theirs, key] = await Promise.all([server.enrollMac(), server.enrollMac(), generateRsaKey()])
  const operations = server.mdm.in(server.sql)
  sentCommand = (await operations.queue(ours.enrollmentId, { RequestType: 'ProfileList' })).commandUuid
  await ours.reports('Idle')
})
afterAll(() => server.stop())

const routes = deviceMessages(() => sentCommand)
const certificateOf = (mac: SimulatedMac) => new X509Certificate(mac.state.identity?.certificatePem ?? '')
const asBytes = (certificate: X509Certificate) => `:${certificate.raw.toString('base64')}:`

/** Sends what a proxy would; fetch would join headers that stand twice. */
function send(
  route: DeviceMessage,
  body: Buffer,
  headers: Record<string, string | string[]>,
): Promise<number> {
  return new Promise((resolve, reject) => {
    const all = { 'content-type': route.type, 'content-length': body.length, ...headers }
    const req = request(`${server.url}${route.path}`, { method: 'PUT', headers: all }, (res) => {
      res.resume().on('end', () => resolve(res.statusCode ?? 0))
    })
    req.on('error', reject).end(body)
  })
}

const idle: DeviceMessage = routes.find(({ name }) => name === 'Idle') ?? raise()
function raise(): never {
  throw new Error('there is no Idle')
}

function forge(): X509Certificate {
  const real = certificateOf(ours)
  return makeCertificate({
    subject: subjectOf(real),
    issuer: subjectOf(new X509Certificate(caPem)),
    publicKey: key.publicKey,
    signedBy: key.privateKey,
    notBefore: new Date(Date.now() - 86_400_000),
    notAfter: new Date(Date.now() + 86_400_000),
    extensions: [certificateExtension.keyUsage(0, 2), certificateExtension.extendedKeyUsage(oids.clientAuth)],
  })
}
let caPem = ''
beforeAll(async () => {
  caPem = await server.mdm.caCertificatePem()
})

describe('a client certificate that a proxy of ours hands on', () => {
  const body = () => encodePlist(idle.message(ours))

  it('is believed alone, and beside a signature of its own', async () => {
    expect(await send(idle, body(), { 'client-cert': asBytes(certificateOf(ours)) })).toBe(200)
    const both = { 'client-cert': asBytes(certificateOf(ours)), 'mdm-signature': ours.signature(body()) }
    expect(await send(idle, body(), both)).toBe(200)
  })

  it('leaves the signature to speak when there is none', async () => {
    const signature = { 'mdm-signature': ours.signature(body()) }
    expect(await send(idle, body(), { ...signature, 'client-cert': '' })).toBe(200)
    expect(await send(idle, body(), signature)).toBe(200)
    expect(await send(idle, body(), { 'client-cert': '' })).toBe(403)
  })

  it('may come in a header of another name, which then is the only one', async () => {
    const clientCertificateProxy = { addresses: ['127.0.0.1', '::1'], header: 'X-Client-Cert' }
    const other = await startTestMdm({ clientCertificateProxy })
    try {
      const mac = await other.enrollMac()
      const put = (headers: Record<string, string>) =>
        mac.put('/mdm/command', encodePlist(idle.message(mac)), { 'content-type': idle.type, ...headers })
      const escaped = encodeURIComponent(mac.state.identity?.certificatePem ?? '')
      expect((await put({ 'x-client-cert': escaped })).status).toBe(200)
      expect((await put({ 'x-client-cert': certificateOf(mac).raw.toString('base64') })).status).toBe(200)
      expect((await put({ 'client-cert': asBytes(certificateOf(mac)) })).status).toBe(403)
    } finally {
      await other.stop()
    }
  })
})

type Pretence = [name: string, headers: (body: Buffer) => Record<string, string | string[]>]
const pretences: Pretence[] = [
  ['of another Mac', () => ({ 'client-cert': asBytes(certificateOf(theirs)) })],
  ['of another authority with our name', () => ({ 'client-cert': asBytes(forge()) })],
  ['that is the authority itself', () => ({ 'client-cert': asBytes(new X509Certificate(caPem)) })],
  ['that cannot be read', () => ({ 'client-cert': ':AAAA:' })],
  ['in another form', () => ({ 'client-cert': 'CN=mac' })],
  [
    'that stands twice',
    () => ({ 'client-cert': [asBytes(certificateOf(ours)), asBytes(certificateOf(ours))] }),
  ],
  [
    'beside a signature of another Mac',
    (body) => ({ 'client-cert': asBytes(certificateOf(ours)), 'mdm-signature': theirs.signature(body) }),
  ],
  [
    'of another Mac beside a signature of ours',
    (body) => ({ 'client-cert': asBytes(certificateOf(theirs)), 'mdm-signature': ours.signature(body) }),
  ],
  [
    'beside a signature over another body',
    () => ({
      'client-cert': asBytes(certificateOf(ours)),
      'mdm-signature': ours.signature(Buffer.from('x')),
    }),
  ],
  [
    'beside two signatures',
    (body) => ({
      'client-cert': asBytes(certificateOf(ours)),
      'mdm-signature': [ours.signature(body), ours.signature(body)],
    }),
  ],
]

async function refused(route: DeviceMessage, headers: Pretence[1]): Promise<void> {
  const body = encodePlist(route.message(ours))
  await server.mdm.flushLastSeen()
  const before = await databaseState(server.sql)
  expect(await send(route, body, headers(body))).toBe(403)
  await server.mdm.flushLastSeen()
  expect(await databaseState(server.sql)).toEqual(before)
}

describe.each(pretences)('a certificate %s', (_name, headers) => {
  it.each(routes)('is refused at $name and changes nothing', (route) => refused(route, headers))
})

describe('a certificate that was good once', () => {
  const own = () => ({ 'client-cert': asBytes(certificateOf(ours)) })

  it.each(routes)('is refused at $name when it is expired', async (route) => {
    server.passTime(399 * 86_400_000)
    await refused(route, own)
    server.passTime(-399 * 86_400_000)
  })

  it.each(routes)('is refused at $name when it is revoked', async (route) => {
    const id = ours.enrollmentId
    await server.sql`UPDATE mdm_certificate SET revoked_at = now() WHERE enrollment_id = ${id}::text RETURNING 1`
    await refused(route, own)
    await server.sql`UPDATE mdm_certificate SET revoked_at = NULL WHERE enrollment_id = ${id}::text RETURNING 1`
  })
})
