import { X509Certificate } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { encodePlist } from '#simulator/mac/plist.ts'
import type { SimulatedMac } from '#simulator/mac/simulated-mac.ts'
import { makeCertificate, subjectOf } from '#simulator/pki/certificate.ts'
import { certificateExtension } from '#simulator/pki/certificate-extension.ts'
import { oids } from '#simulator/pki/oids.ts'
import { generateRsaKey, type RsaKey } from '#simulator/pki/rsa-key.ts'
import { type Signer, signData } from '#simulator/pki/sign-data.ts'
import { startTestMdm, type TestMdm } from '../mdm/support/start-test-mdm.ts'
import { databaseState } from './database-state.ts'
import { type DeviceMessage, deviceMessages } from './device-messages.ts'

let server: TestMdm
let ours: SimulatedMac
let theirs: SimulatedMac
let key: RsaKey
beforeAll(async () => {
  const clientCertificateProxy = { addresses: ['192.0.2.0/24', '2001:db8::/32'], header: 'X-Client-Cert' }
  server = await startTestMdm({ clientCertificateProxy })
  ;[ours, theirs, key] = await Promise.all([server.enrollMac(), server.enrollMac(), generateRsaKey()])
  const operations = server.mdm.in(server.sql)
  const { commandUuid } = await operations.queue(ours.enrollmentId, { RequestType: 'ProfileList' })
  await ours.reports('Idle')
  sentCommand = commandUuid
})
afterAll(() => server.stop())
let sentCommand = ''

const routes = deviceMessages(() => sentCommand)

const signed = (body: Buffer, signer: Signer) => signData(body, signer, { detached: true }).toString('base64')

/** A certificate that looks like one of ours as far as its maker can make it. */
function forge(issuer: Buffer, signedBy: RsaKey, days = 100): Signer {
  const identity = new X509Certificate(ours.state.identity?.certificatePem ?? '')
  const certificate = makeCertificate({
    subject: subjectOf(identity),
    issuer,
    publicKey: key.publicKey,
    signedBy: signedBy.privateKey,
    notBefore: new Date(Date.now() - 86_400_000),
    notAfter: new Date(Date.now() + days * 86_400_000),
    extensions: [certificateExtension.keyUsage(0, 2), certificateExtension.extendedKeyUsage(oids.clientAuth)],
  })
  return { privateKey: key.privateKey, certificate }
}

const pem = () => ours.state.identity?.certificatePem ?? ''
const asHeader = () => encodeURIComponent(pem())
type Pretence = {
  name: string
  headers(body: Buffer): Promise<Record<string, string>> | Record<string, string>
}
const pretences: Pretence[] = [
  { name: 'no certificate', headers: () => ({}) },
  { name: 'an empty header', headers: () => ({ 'mdm-signature': '' }) },
  {
    name: 'two signatures, one of them good',
    headers: (body) => ({ 'mdm-signature': `${ours.signature(body)}, AAAA` }),
  },
  { name: 'a header that is no signature', headers: () => ({ 'mdm-signature': 'AAAA' }) },
  {
    name: 'a certificate of another authority with our name',
    async headers(body) {
      const authority = new X509Certificate(await server.mdm.caCertificatePem())
      return { 'mdm-signature': signed(body, forge(subjectOf(authority), key)) }
    },
  },
  {
    name: 'a certificate that signed itself',
    headers: (body) => {
      const subject = subjectOf(new X509Certificate(pem()))
      return { 'mdm-signature': signed(body, forge(subject, key)) }
    },
  },
  {
    name: 'our certificate, but a key that is not its own',
    headers: (body) => {
      const signer = { privateKey: key.privateKey, certificate: new X509Certificate(pem()) }
      return { 'mdm-signature': signed(body, signer) }
    },
  },
  {
    name: 'the certificate of another Mac',
    headers: (body) => ({ 'mdm-signature': theirs.signature(body) }),
  },
  {
    name: 'a good signature over an altered body',
    headers: (body) => ({ 'mdm-signature': ours.signature(Buffer.concat([body, Buffer.from(' ')])) }),
  },
  {
    name: 'the words of a proxy, from where no proxy of ours is',
    headers: () => ({
      'ssl-client-cert': asHeader(),
      'x-client-cert': asHeader(),
      'x-ssl-client-cert': asHeader(),
      'x-forwarded-client-cert': `Cert="${asHeader()}"`,
      'x-ssl-client-verify': 'SUCCESS',
      'x-forwarded-for': '192.0.2.1',
      forwarded: 'for=192.0.2.1',
      'client-cert': `:${new X509Certificate(pem()).raw.toString('base64')}:`,
    }),
  },
]

async function refused(route: DeviceMessage, headers: Record<string, string>, body: Buffer): Promise<void> {
  await server.mdm.flushLastSeen()
  const before = await databaseState(server.sql)
  const init = {
    method: 'PUT',
    body: new Uint8Array(body),
    headers: { 'content-type': route.type, ...headers },
  }
  const reply = await fetch(`${server.url}${route.path}`, init)
  const text = await reply.text()
  expect(reply.status, text).toBe(403)
  // This word in a body would make a Mac unenrol.
  expect(text).not.toContain('unrecognized')
  await server.mdm.flushLastSeen()
  expect(await databaseState(server.sql)).toEqual(before)
}

describe.each(pretences)('a device that shows $name', ({ name, headers }) => {
  it('is given no file of a declaration', async () => {
    const asset = `${server.url}/mdm/asset/6e5e0e7a-0000-4000-8000-000000000001`
    await server.mdm.flushLastSeen()
    const before = await databaseState(server.sql)
    const { status } = await fetch(asset, { headers: await headers(Buffer.alloc(0)) })
    // Another Mac is one of ours: it is told that the file is not there, and that it was seen is kept.
    const isOurs = name === 'the certificate of another Mac'
    expect(status).toBe(isOurs ? 404 : 403)
    if (isOurs) return
    await server.mdm.flushLastSeen()
    expect(await databaseState(server.sql)).toEqual(before)
  })

  it.each(routes)('is refused at $name and changes nothing', async (route) => {
    const body = encodePlist(route.message(ours))
    await refused(route, await headers(body), body)
  })
})

describe('a device whose certificate was good once', () => {
  it.each(routes)('is refused at $name when it is expired', async (route) => {
    const body = encodePlist(route.message(ours))
    server.passTime(399 * 86_400_000)
    await refused(route, { 'mdm-signature': ours.signature(body) }, body)
    server.passTime(-399 * 86_400_000)
  })

  it.each(routes)('is refused at $name when it is revoked', async (route) => {
    const id = ours.enrollmentId
    await server.sql`UPDATE mdm_certificate SET revoked_at = now() WHERE enrollment_id = ${id}::text RETURNING 1`
    const body = encodePlist(route.message(ours))
    await refused(route, { 'mdm-signature': ours.signature(body) }, body)
    await server.sql`UPDATE mdm_certificate SET revoked_at = NULL WHERE enrollment_id = ${id}::text RETURNING 1`
  })

  it.each(routes)('is refused at $name when its Mac has left', async (route) => {
    const mac = await server.enrollMac()
    const body = encodePlist(route.message(mac))
    const signature = mac.signature(body)
    await mac.checkOut()
    await refused(route, { 'mdm-signature': signature }, body)
  })
})

describe('a device that is who it says', () => {
  const before = ['Authenticate', 'CheckOut']
  it.each(routes.filter(({ name }) => !before.includes(name)))('is believed at $name', async (route) => {
    const body = encodePlist(route.message(ours))
    const headers = { 'content-type': route.type, 'mdm-signature': ours.signature(body) }
    const init = { method: 'PUT', body: new Uint8Array(body), headers }
    const { status } = await fetch(`${server.url}${route.path}`, init)
    // Network accounts, tokens and declarations that we do not have are another matter than who asks.
    expect([200, 400, 404, 410]).toContain(status)
  })
})
