import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { signerFrom } from '#simulator/mac/identity.ts'
import { encodePlist, type PlistDict } from '#simulator/mac/plist.ts'
import type { SimulatedMac } from '#simulator/mac/simulated-mac.ts'
import { signData } from '#simulator/pki/sign-data.ts'
import { enrollAccountMac } from '../mdm/support/account-mac.ts'
import { startTestMdm, type TestMdm } from '../mdm/support/start-test-mdm.ts'
import { databaseState } from './database-state.ts'
import { type DeviceMessage, deviceMessages, mediaTypes } from './device-messages.ts'

let server: TestMdm
let byod: SimulatedMac
let otherByod: SimulatedMac
let adde: SimulatedMac
let linked: SimulatedMac
/** One that took its profile off, and what it could still sign with. */
let left: Signing & { id: string }
let sentCommand = ''
beforeAll(async () => {
  server = await startTestMdm({
    accountSignIn: async (kind) => ({ method: 'apple-as-web', url: `https://pages.example/${kind}` }),
  })
  ;[byod, otherByod, adde, linked] = await Promise.all([
    enrollAccountMac(server, { kind: 'byod' }).then(({ mac }) => mac),
    enrollAccountMac(server, { kind: 'byod' }).then(({ mac }) => mac),
    enrollAccountMac(server, { kind: 'adde' }).then(({ mac }) => mac),
    server.enrollMac(),
  ])
  const operations = server.mdm.in(server.sql)
  sentCommand = (await operations.queue(byod.enrollmentId, { RequestType: 'ProfileList' })).commandUuid
  await byod.reports('Idle')
  const { mac } = await enrollAccountMac(server, { kind: 'byod' })
  const { enrollmentId: id, state } = mac
  if (!state.identity) throw new Error('no identity')
  const signer = signerFrom(state.identity)
  left = { id, signature: (body) => signData(body, signer, { detached: true }).toString('base64') }
  await mac.checkOut()
  await mac.close()
})
afterAll(async () => {
  for (const mac of [byod, otherByod, adde]) await mac.close()
  await server.stop()
})

/** What is said of one person at the Mac stands below with the names of the user channel. */
const routes = deviceMessages(() => sentCommand).filter(({ name }) => !name.endsWith('of a user'))

type Signing = { signature(body: Uint8Array): string }

async function refused(route: DeviceMessage, words: PlistDict, signer: Signing): Promise<void> {
  const body = encodePlist(words)
  await server.mdm.flushLastSeen()
  const before = await databaseState(server.sql)
  const headers = { 'content-type': route.type, 'mdm-signature': signer.signature(body) }
  const reply = await fetch(`${server.url}${route.path}`, {
    ...{ method: 'PUT', headers, body: new Uint8Array(body) },
  })
  const text = await reply.text()
  // 400: such a message cannot be of any Mac. Never 401, after which a Mac removes its enrolment.
  expect([400, 403], text).toContain(reply.status)
  expect(text).not.toContain('unrecognized')
  await server.mdm.flushLastSeen()
  expect(await databaseState(server.sql)).toEqual(before)
}

/** What a message says of who speaks, replaced. */
function said(route: DeviceMessage, identifiers: PlistDict): PlistDict {
  const { UDID: _udid, EnrollmentID: _id, ...words } = route.message(linked)
  return { ...words, ...identifiers }
}

type Claim = { name: string; signer(): SimulatedMac; identifiers(): PlistDict }
const claims: Claim[] = [
  {
    name: 'the EnrollmentID of another Mac',
    signer: () => otherByod,
    identifiers: () => byod.identifiers(),
  },
  {
    name: 'an EnrollmentID, on the certificate of a whole Mac',
    signer: () => adde,
    identifiers: () => byod.identifiers(),
  },
  {
    name: 'an EnrollmentID, on the certificate of a Mac that came by a link',
    signer: () => linked,
    identifiers: () => byod.identifiers(),
  },
  {
    name: 'a UDID, on the certificate of an EnrollmentID',
    signer: () => byod,
    identifiers: () => adde.identifiers(),
  },
  {
    name: 'another’s UDID beside its own EnrollmentID',
    signer: () => byod,
    identifiers: () => ({ ...byod.identifiers(), ...adde.identifiers() }),
  },
  {
    name: 'the user of another Mac',
    signer: () => otherByod,
    identifiers: () => byod.identifiers('user'),
  },
  {
    name: 'no name at all',
    signer: () => byod,
    identifiers: () => ({}),
  },
]

describe.each(claims)('promise 1: a Mac that claims $name', ({ signer, identifiers }) => {
  it.each(routes)('is refused at $name and changes nothing', async (route) => {
    await refused(route, said(route, identifiers()), signer())
  })
})

describe('promise 1: a Mac that enrolled by an account', () => {
  it.each(['byod', 'adde'] as const)('is believed as itself: %s', async (kind) => {
    const mac = kind === 'byod' ? byod : adde
    expect(await mac.poll()).toMatchObject({ commands: expect.any(Number) })
    const update = routes.find(({ name }) => name === 'TokenUpdate')
    if (!update) throw new Error('no TokenUpdate')
    const body = encodePlist(said(update, { ...mac.identifiers(), Topic: mac.state.enrollment?.topic ?? '' }))
    const headers = { 'content-type': update.type, 'mdm-signature': mac.signature(body) }
    const { status } = await fetch(`${server.url}${update.path}`, {
      ...{ method: 'PUT', headers, body: new Uint8Array(body) },
    })
    expect(status).toBe(200)
  })

  it('is itself and nobody else when it adds another’s EnrollmentID to its UDID', async () => {
    await server.mdm.in(server.sql).queue(byod.enrollmentId, { RequestType: 'CertificateList' })
    const body = encodePlist({ Status: 'Idle', ...adde.identifiers(), EnrollmentID: byod.enrollmentId })
    const headers = { 'content-type': mediaTypes['/mdm/command'], 'mdm-signature': adde.signature(body) }
    const reply = await fetch(`${server.url}/mdm/command`, {
      ...{ method: 'PUT', headers, body: new Uint8Array(body) },
    })
    expect(reply.status).toBe(200)
    expect(await reply.text()).not.toContain('CertificateList')
  })

  it.each(routes)('is refused at $name once its certificate is revoked', async (route) => {
    const id = otherByod.enrollmentId
    await server.sql`UPDATE mdm_certificate SET revoked_at = now() WHERE enrollment_id = ${id}::text RETURNING 1`
    await refused(route, said(route, otherByod.identifiers()), otherByod)
    await server.sql`UPDATE mdm_certificate SET revoked_at = NULL WHERE enrollment_id = ${id}::text RETURNING 1`
  })

  it.each(routes)('is refused at $name once it has left', async (route) => {
    await refused(route, said(route, { EnrollmentID: left.id }), left)
  })
})
