import { X509Certificate } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { hardwareFrom } from '#simulator/mac/hardware.ts'
import { createHttpClient } from '#simulator/mac/http-client.ts'
import { signerFrom } from '#simulator/mac/identity.ts'
import { encodePlist } from '#simulator/mac/plist.ts'
import { readEnrollmentProfile } from '#simulator/mac/read-enrollment-profile.ts'
import { readProfile } from '#simulator/mac/read-profile.ts'
import { obtainScepIdentity } from '#simulator/mac/scep-client.ts'
import type { SimulatedMac } from '#simulator/mac/simulated-mac.ts'
import { openSignedData } from '#simulator/pki/open-signed-data.ts'
import { signData } from '#simulator/pki/sign-data.ts'
import { startTestMdm, type TestMdm } from '../support/start-test-mdm.ts'

const dayMs = 86_400_000
const http = createHttpClient()
let server: TestMdm
beforeEach(async () => {
  server = await startTestMdm()
})
afterEach(async () => {
  http.close()
  await server.stop()
})

const authority = async () => new X509Certificate(await server.mdm.caCertificatePem())
const identityOf = (mac: SimulatedMac) => new X509Certificate(mac.state.identity?.certificatePem ?? '')
const scep = (query: string) => http.send(`${server.url}/mdm/scep?operation=${query}`)

describe('rolling the device authority over', () => {
  it('lets new identities come from the new one and believes those of the old one', async () => {
    const mac = await server.enrollMac()
    const before = await authority()
    const { id, notAfter } = await server.mdm.rollOverAuthority()
    const after = await authority()
    expect(after.fingerprint256).not.toBe(before.fingerprint256)
    expect(after.subject).not.toBe(before.subject)
    expect(after.validToDate).toEqual(notAfter)
    const other = await server.enrollMac()
    expect(identityOf(other).checkIssued(after)).toBe(true)
    expect(await mac.reports('Idle')).toBeNull()
    expect(await other.reports('Idle')).toBeNull()
    expect(await server.mdm.authorities()).toMatchObject([
      { id, state: 'active', identities: 1 },
      { id: 'device-ca', state: 'retired', identities: 1, retiredAt: expect.any(Date) },
    ])
  })

  it('gives every Mac an identity of the new one; then the old one can be distrusted', async () => {
    const [mac, sleeper] = [await server.enrollMac(), await server.enrollMac()]
    await server.mdm.rollOverAuthority()
    expect(await server.mdm.renewIdentities()).toBe(2)
    await mac.poll()
    expect(identityOf(mac).checkIssued(await authority())).toBe(true)
    expect(await server.mdm.renewIdentities()).toBe(0)
    expect(await server.mdm.authorities()).toMatchObject([{ identities: 1 }, { identities: 1 }])
    await server.mdm.distrustAuthority('device-ca')
    expect(await mac.reports('Idle')).toBeNull()
    await expect(sleeper.reports('Idle')).rejects.toMatchObject({ httpStatus: 403 })
  })

  it('is heard of by a process that meets an identity which another has issued', async () => {
    const settings = await openLink()
    const other = server.another()
    await other.rollOverAuthority()
    const listener = createServer((req, res) => void other.respond(req, res))
    await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve))
    const url = `http://127.0.0.1:${(listener.address() as AddressInfo).port}/mdm/scep`
    const identity = await obtainScepIdentity(http, { ...settings, url, caFingerprint: null })
    listener.closeAllConnections()
    await new Promise((resolve) => listener.close(resolve))
    const words = { MessageType: 'Authenticate', UDID: 'A', Topic: 'com.apple.mgmt.x', DeviceName: 'x' }
    const body = encodePlist({ ...words, Model: 'x', ModelName: 'x' })
    const signature = signData(body, signerFrom(identity), { detached: true }).toString('base64')
    const headers = { 'content-type': 'application/x-apple-aspen-mdm-checkin', 'mdm-signature': signature }
    const reply = await http.send(`${server.url}/mdm/checkin`, { method: 'PUT', body, headers })
    expect(reply.status).toBe(200)
  })

  it('still opens what was encrypted to the old one, and answers as the old one', async () => {
    const settings = await openLink()
    await server.mdm.rollOverAuthority()
    const identity = await obtainScepIdentity(http, settings)
    expect(new X509Certificate(identity.certificatePem).checkIssued(await authority())).toBe(true)
  })

  it('does not fail a Mac that slept through it with its new profile in the queue', async () => {
    const mac = await server.enrollMac()
    server.passTime(340 * dayMs)
    await server.mdm.renewIdentities()
    await server.mdm.rollOverAuthority()
    await mac.poll()
    await server.mdm.renewIdentities()
    expect(identityOf(mac).checkIssued(await authority())).toBe(true)
    expect(await server.mdm.expiringIdentities(1)).toEqual([])
  })

  it('tells SCEP clients of the new one, vouched for by the one that they know', async () => {
    const before = await authority()
    expect((await scep('GetNextCACert')).status).toBe(400)
    expect((await scep('GetCACaps')).body.toString()).not.toContain('GetNextCACert')
    const { id } = await server.mdm.rollOverAuthority()
    const after = await authority()
    expect((await scep('GetCACaps')).body.toString()).toContain('GetNextCACert')
    expect(new X509Certificate((await scep('GetCACert')).body).raw).toEqual(after.raw)
    expect(new X509Certificate((await scep('GetCACert&message=device-ca')).body).raw).toEqual(before.raw)
    const reply = await scep('GetNextCACert&message=device-ca')
    expect(reply.headers['content-type']).toBe('application/x-x509-next-ca-cert')
    const signed = openSignedData(reply.body)
    expect(signed.signer?.raw).toEqual(before.raw)
    expect(openSignedData(signed.content).certificates.map(({ raw }) => raw)).toEqual([after.raw])
    expect((await scep(`GetNextCACert&message=${id}`)).status).toBe(400)
  })

  it('happens once a day at most, and once when two do it at once', async () => {
    await server.mdm.caCertificatePem()
    const outcomes = await Promise.allSettled([
      server.mdm.rollOverAuthority(),
      server.another().rollOverAuthority(),
    ])
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    await expect(server.mdm.rollOverAuthority()).rejects.toMatchObject({ code: 'authority_exists' })
    expect((await server.mdm.authorities()).map(({ state }) => state)).toEqual(['active', 'retired'])
    server.passTime(dayMs)
    await server.mdm.rollOverAuthority()
    expect((await server.mdm.authorities()).map(({ state }) => state)).toEqual([
      'active',
      'retired',
      'retired',
    ])
  })

  it('does not let the one that issues be distrusted', async () => {
    await server.mdm.caCertificatePem()
    for (const id of ['device-ca', 'nobody']) {
      await expect(server.mdm.distrustAuthority(id)).rejects.toMatchObject({ code: 'authority_not_retired' })
    }
  })
})

async function openLink() {
  const profile = readProfile((await http.send((await server.invite()).url)).body)
  return readEnrollmentProfile(profile, hardwareFrom('x'), 'x').scep
}
