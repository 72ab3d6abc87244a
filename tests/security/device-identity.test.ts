import { createHash, X509Certificate } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { encodePlist, type PlistDict } from '#simulator/mac/plist.ts'
import type { SimulatedMac } from '#simulator/mac/simulated-mac.ts'
import { makeCertificate, subjectOf } from '#simulator/pki/certificate.ts'
import { certificateExtension } from '#simulator/pki/certificate-extension.ts'
import { oids } from '#simulator/pki/oids.ts'
import { generateRsaKey, type RsaKey } from '#simulator/pki/rsa-key.ts'
import { type Signer, signData } from '#simulator/pki/sign-data.ts'
import { startTestMdm, type TestMdm } from '../mdm/support/start-test-mdm.ts'

let server: TestMdm
let ours: SimulatedMac
let theirs: SimulatedMac
let key: RsaKey
beforeAll(async () => {
  server = await startTestMdm()
  ;[ours, theirs, key] = await Promise.all([server.enrollMac(), server.enrollMac(), generateRsaKey()])
  const operations = server.mdm.in(server.sql)
  const { commandUuid } = await operations.queue(ours.enrollmentId, { RequestType: 'ProfileList' })
  await ours.reports('Idle')
  sentCommand = commandUuid
})
afterAll(() => server.stop())
let sentCommand = ''

/** Every table that a device could change, as one digest. */
async function stateOfAll(): Promise<string> {
  const tables = [
    'enrollment',
    'command',
    'command_history',
    'result',
    'inventory',
    'certificate',
    'invitation',
    'event',
  ]
  const digest = createHash('sha256')
  for (const table of tables) {
    const rows = await server.sql<{ text: string | null }>(
      Object.assign([`SELECT string_agg(t::text, '|' ORDER BY t::text) AS text FROM mdm_${table} t`], {
        raw: [],
      }),
    )
    digest.update(rows[0]?.text ?? '')
  }
  return digest.digest('hex')
}

type Route = { name: string; path: string; type: string; message(mac: SimulatedMac): PlistDict }
const checkIn = (name: string, fields: PlistDict = {}): Route => ({
  name,
  path: '/mdm/checkin',
  type: 'application/x-apple-aspen-mdm-checkin',
  message: (mac) => ({ MessageType: name, ...mac.identifiers(), ...fields }),
})
const result = (name: string, fields: () => PlistDict): Route => ({
  name,
  path: '/mdm/command',
  type: 'application/x-apple-aspen-mdm',
  message: (mac) => ({ Status: name, ...mac.identifiers(), ...fields() }),
})
const user = { UserID: '6E5E0E7A-0000-4000-8000-000000000001' }
const push = { Topic: 'com.apple.mgmt.External.x', Token: Buffer.alloc(32), PushMagic: 'magic' }
const routes: Route[] = [
  checkIn('Authenticate', {
    Topic: 'com.apple.mgmt.External.x',
    DeviceName: 'x',
    Model: 'x',
    ModelName: 'x',
  }),
  checkIn('TokenUpdate', push),
  {
    ...checkIn('TokenUpdate', { ...push, ...user, UserShortName: 'x', UserLongName: 'x' }),
    name: 'TokenUpdate of a user',
  },
  checkIn('CheckOut', { Topic: 'com.apple.mgmt.External.x' }),
  checkIn('UserAuthenticate', user),
  checkIn('SetBootstrapToken', { BootstrapToken: Buffer.from('mine now') }),
  checkIn('GetBootstrapToken'),
  checkIn('GetToken', { TokenServiceType: 'com.apple.maid' }),
  checkIn('DeclarativeManagement', { Endpoint: 'declaration-items' }),
  result('Idle', () => ({})),
  result('Acknowledged', () => ({ CommandUUID: sentCommand, ProfileList: [] })),
  result('Error', () => ({ CommandUUID: sentCommand })),
  result('NotNow', () => ({ CommandUUID: sentCommand })),
]

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
    name: 'the words of a proxy that we do not have',
    headers: () => ({
      'ssl-client-cert': asHeader(),
      'x-client-cert': asHeader(),
      'x-ssl-client-cert': asHeader(),
      'x-forwarded-client-cert': `Cert="${asHeader()}"`,
      'x-ssl-client-verify': 'SUCCESS',
      'client-cert': `:${new X509Certificate(pem()).raw.toString('base64')}:`,
    }),
  },
]

async function refused(route: Route, headers: Record<string, string>, body: Buffer): Promise<void> {
  await server.mdm.flushLastSeen()
  const before = await stateOfAll()
  const init = {
    method: 'PUT',
    body: new Uint8Array(body),
    headers: { 'content-type': route.type, ...headers },
  }
  const reply = await fetch(`${server.url}${route.path}`, init)
  expect(reply.status, await reply.text()).toBe(403)
  await server.mdm.flushLastSeen()
  expect(await stateOfAll()).toBe(before)
}

describe.each(pretences)('a device that shows $name', ({ headers }) => {
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
  it.each(routes.filter(({ path }) => path === '/mdm/command'))('is believed at $name', async (route) => {
    const body = encodePlist(route.message(ours))
    const headers = { 'content-type': route.type, 'mdm-signature': ours.signature(body) }
    const init = { method: 'PUT', body: new Uint8Array(body), headers }
    expect((await fetch(`${server.url}${route.path}`, init)).status).toBe(200)
  })
})
