import { X509Certificate } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hardwareFrom } from '#simulator/mac/hardware.ts'
import { createHttpClient } from '#simulator/mac/http-client.ts'
import { makeTemporaryCertificate, signerFrom } from '#simulator/mac/identity.ts'
import { encodePlist } from '#simulator/mac/plist.ts'
import { readEnrollmentProfile } from '#simulator/mac/read-enrollment-profile.ts'
import { readProfile } from '#simulator/mac/read-profile.ts'
import { obtainScepIdentity, type ScepSettings } from '#simulator/mac/scep-client.ts'
import { makeScepRequest, readScepReply } from '#simulator/mac/scep-message.ts'
import { makeCertificateRequest } from '#simulator/pki/certificate-request.ts'
import { encodeDistinguishedName } from '#simulator/pki/distinguished-name.ts'
import { generateRsaKey, type RsaKey } from '#simulator/pki/rsa-key.ts'
import { signData } from '#simulator/pki/sign-data.ts'
import { startTestMdm, type TestMdm } from '../mdm/support/start-test-mdm.ts'

let server: TestMdm
let key: RsaKey
const http = createHttpClient()
beforeAll(async () => {
  server = await startTestMdm()
  key = await generateRsaKey()
})
afterAll(async () => {
  http.close()
  await server.stop()
})

async function openLink(url: string): Promise<ScepSettings> {
  const profile = readProfile((await http.send(url)).body)
  return { ...readEnrollmentProfile(profile, hardwareFrom('x'), 'x').scep, retries: 0, retryDelaySeconds: 0 }
}

async function countCertificates(): Promise<number> {
  const rows = await server.sql<{ count: number }>`SELECT count(*)::int AS count FROM mdm_certificate`
  return rows[0]?.count ?? -1
}

async function expectRefused(settings: ScepSettings): Promise<void> {
  const before = await countCertificates()
  await expect(obtainScepIdentity(http, settings)).rejects.toMatchObject({ code: 'scep-failed' })
  expect(await countCertificates()).toBe(before)
}

/** Says who it is with an identity of its own choice. */
async function authenticateAs(udid: string, identity: Awaited<ReturnType<typeof obtainScepIdentity>>) {
  const words = { MessageType: 'Authenticate', UDID: udid, Topic: 'com.apple.mgmt.External.x' }
  const body = encodePlist({ ...words, DeviceName: 'x', Model: 'x', ModelName: 'x' })
  const signature = signData(body, signerFrom(identity), { detached: true }).toString('base64')
  const headers = { 'content-type': 'application/x-apple-aspen-mdm-checkin', 'mdm-signature': signature }
  return (await http.send(`${server.url}/mdm/checkin`, { method: 'PUT', body, headers })).status
}

describe('the identity certificate is bound to one enrolment by the server', () => {
  it('issues one certificate for a challenge, however often it is replayed', async () => {
    const settings = await openLink((await server.invite()).url)
    await obtainScepIdentity(http, settings)
    await expectRefused(settings)
  })

  it('issues one certificate when the challenge is used twenty times at once', async () => {
    const settings = await openLink((await server.invite()).url)
    const before = await countCertificates()
    const outcomes = await Promise.allSettled(
      Array.from({ length: 20 }, () => obtainScepIdentity(http, { ...settings, keySizeBits: 2048 })),
    )
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect((await countCertificates()) - before).toBe(1)
  })

  it('issues nothing after 15 minutes, for no challenge, a guessed one, or the one before', async () => {
    const { url } = await server.invite()
    const first = await openLink(url)
    const second = await openLink(url)
    await expectRefused(first)
    await expectRefused({ ...second, challenge: null })
    await expectRefused({ ...second, challenge: 'guess' })
    server.passTime(15 * 60_000 + 1)
    await expectRefused(second)
  })

  it('writes the subject itself, whatever was asked for', async () => {
    const invitation = await server.invite()
    const settings = await openLink(invitation.url)
    const subject = [
      ['CN', 'somebody-else'],
      ['O', 'Administrators'],
    ] as const
    const identity = await obtainScepIdentity(http, { ...settings, subject: [...subject] })
    expect(new X509Certificate(identity.certificatePem).subject).toBe(`CN=${invitation.invitationId}`)
  })

  it('lets one invitation enrol one Mac', async () => {
    const { url } = await server.invite()
    const first = await obtainScepIdentity(http, await openLink(url))
    const second = await obtainScepIdentity(http, await openLink(url))
    expect(await authenticateAs('MAC-ONE', first)).toBe(200)
    expect(await authenticateAs('MAC-TWO', first)).toBe(403)
    expect(await authenticateAs('MAC-TWO', second)).toBe(403)
    expect(await server.mdm.in(server.sql).enrollment('MAC-TWO')).toBeNull()
  })

  it('does not let the identity of one Mac take the place of another', async () => {
    const [mac, other] = [await server.enrollMac(), await server.enrollMac()]
    const identity = mac.state.identity
    if (!identity) throw new Error('an enrolled Mac has an identity')
    expect(await authenticateAs(other.enrollmentId, identity)).toBe(403)
    expect(await other.reports('Idle')).toBeNull()
    expect(await server.mdm.in(server.sql).enrollment(other.enrollmentId)).toMatchObject({
      status: 'enrolled',
    })
  })

  it('does not let a stranger enrol under the name of a Mac that is enrolled', async () => {
    const mac = await server.enrollMac()
    const identity = await obtainScepIdentity(http, await openLink((await server.invite()).url))
    expect(await authenticateAs(mac.enrollmentId, identity)).toBe(403)
    expect(await mac.reports('Idle')).toBeNull()
  })

  it('keeps link and challenge as digests only', async () => {
    const invitation = await server.invite()
    const { challenge } = await openLink(invitation.url)
    const rows = await server.sql<{
      text: string
    }>`SELECT string_agg(i::text, '') AS text FROM mdm_invitation i`
    expect(rows[0]?.text).not.toContain(invitation.token)
    expect(rows[0]?.text).not.toContain(challenge)
    expect(JSON.stringify(server.log)).not.toContain(invitation.token)
    expect(JSON.stringify(server.log)).not.toContain(challenge)
  })
})

describe('SCEP is deny-by-default', () => {
  async function ask(messageType: number, settings: ScepSettings, signer = temporary()) {
    const authority = new X509Certificate(await server.mdm.caCertificatePem())
    const csr = makeCertificateRequest(encodeDistinguishedName([['CN', 'x']]), key, settings.challenge)
    const request = makeScepRequest(csr, authority, signer, messageType)
    const reply = await http.send(`${server.url}/mdm/scep?operation=PKIOperation`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-pki-message' },
      body: request.message,
    })
    expect(reply.status).toBe(200)
    return readScepReply(reply.body, request, [authority]).status
  }
  const temporary = () => ({ privateKey: key.privateKey, certificate: makeTemporaryCertificate(key, 'x') })

  it('answers every message type but PKCSReq with a signed failure, and issues nothing', async () => {
    const settings = await openLink((await server.invite()).url)
    const before = await countCertificates()
    for (let messageType = 0; messageType < 256; messageType++) {
      if (messageType !== 19) expect(await ask(messageType, settings), `type ${messageType}`).toBe('failure')
    }
    expect(await countCertificates()).toBe(before)
    expect(await ask(19, settings)).toBe('success')
  })

  it('renews only for an identity of ours that still stands', async () => {
    const settings = await openLink((await server.invite()).url)
    const mac = await server.enrollMac()
    const identity = mac.state.identity
    if (!identity) throw new Error('an enrolled Mac has an identity')
    const none = { ...settings, challenge: null }
    expect(await ask(17, none, temporary())).toBe('failure')
    expect(await ask(17, none, signerFrom(identity))).toBe('success')
    await mac.checkOut()
    expect(await ask(17, none, signerFrom(identity))).toBe('failure')
  })
})
