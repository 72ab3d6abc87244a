import { createPrivateKey } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PushSetup } from '#lib/mdm/service/push-setup.ts'
import { signPushRequest } from '#lib/mdm/service/sign-push-request.ts'
import { issueForSignedRequest } from '#simulator/apns/push-portal.ts'
import { type FakeMdmcert, startFakeMdmcert } from '#tests/support/fake-mdmcert.ts'
import { startTestMdm, type TestMdm } from '../support/start-test-mdm.ts'
import { makeVendorIdentity, type VendorIdentity } from './vendor-identity.ts'

const apiKey = 'a-key-of-our-own'
let vendor: VendorIdentity
let mdmcert: FakeMdmcert
let server: TestMdm
let setup: PushSetup
beforeAll(async () => {
  vendor = await makeVendorIdentity()
  const chainPem = [vendor.certificatePem, ...vendor.chainPem].join('')
  const vendorKey = createPrivateKey(vendor.privateKeyPem).export({ format: 'der', type: 'pkcs8' })
  mdmcert = await startFakeMdmcert(apiKey, (csr) => signPushRequest(csr, { chainPem, vendorKey }))
  server = await startTestMdm({ mdmcert: { url: `${mdmcert.url}/`, apiKey } })
  setup = server.mdm.pushSetup(server.sql)
})
afterAll(async () => {
  await server.stop()
  await mdmcert.stop()
})

const text = (words: string) => new Uint8Array(Buffer.from(words))
const readFiles = (files: string[]) => server.mdm.readIdentityFiles(files.map(text), null)
const uuidOf = (topic: string | null) => topic?.split('External.')[1]

async function renew(): Promise<void> {
  const { request, certificate } = await setup.overview()
  if (!request?.signedRequest || !certificate) throw new Error('nothing to upload')
  const pem = issueForSignedRequest(server.apns, request.signedRequest, uuidOf(certificate.topic))
  expect(await setup.importCertificate(await readFiles([pem]))).toMatchObject({
    topic: certificate.topic,
    completedRequestId: request.id,
  })
  expect((await setup.overview()).request).toBeNull()
}

describe('the organization’s own vendor certificate', () => {
  it('is asked for when there is none', async () => {
    await expect(setup.requestByVendor(await server.mdm.makePushRequestKeys())).rejects.toMatchObject({
      code: 'push_vendor_missing',
    })
  })

  it('is refused without its key, its chain, or when its time is over', async () => {
    const { certificatePem, privateKeyPem, chainPem } = vendor
    const refused = async (files: string[], code: string) =>
      expect(setup.saveVendorCertificate(await readFiles(files)), code).rejects.toMatchObject({ code })
    await refused([certificatePem, ...chainPem], 'push_key_missing')
    await refused([privateKeyPem, ...chainPem], 'push_key_mismatch')
    await refused([certificatePem, privateKeyPem], 'push_vendor_chain_incomplete')
    await refused([certificatePem, privateKeyPem, chainPem[0] ?? ''], 'push_vendor_chain_incomplete')
    const old = await makeVendorIdentity(-1)
    await refused([old.certificatePem, old.privateKeyPem, ...old.chainPem], 'push_vendor_unusable')
    const push = await server.apns.issuePushCertificate()
    await refused([push.certificatePem, push.privateKeyPem, push.caPem], 'push_vendor_unusable')
    expect((await setup.overview()).vendor).toBeNull()
  })

  it('signs a request that Apple takes, and the certificate finds its key here', async () => {
    const files = [...vendor.chainPem.toReversed(), vendor.privateKeyPem, vendor.certificatePem]
    expect(await setup.saveVendorCertificate(await readFiles(files))).toMatchObject({
      name: 'MDM Vendor: Voorbeeld B.V.',
    })
    await setup.requestByVendor(await server.mdm.makePushRequestKeys())
    await renew()
    expect(await server.mdm.pushStatus()).toMatchObject({ state: 'ready' })
  })

  it('keeps one request open, and a certificate for another one finds no key', async () => {
    const first = await setup.requestByVendor(await server.mdm.makePushRequestKeys())
    const signed = (await setup.overview()).request?.signedRequest
    const second = await setup.requestByVendor(await server.mdm.makePushRequestKeys())
    expect((await setup.overview()).request?.id).toBe(second.requestId)
    expect(second.requestId).not.toBe(first.requestId)
    const pem = issueForSignedRequest(
      server.apns,
      signed ?? new Uint8Array(),
      uuidOf((await server.mdm.pushStatus()).topic),
    )
    await expect(setup.importCertificate(await readFiles([pem]))).rejects.toMatchObject({
      code: 'push_other_request',
    })
    expect(await setup.abandonRequest()).toBe(second.requestId)
    expect(await setup.abandonRequest()).toBeNull()
    await expect(setup.importCertificate(await readFiles([pem]))).rejects.toMatchObject({
      code: 'push_key_missing',
    })
  })
})

describe('mdmcert.download', () => {
  const open = async () =>
    setup.requestByMail(await server.mdm.makePushRequestKeys(), 'beheer@voorbeeld.example')

  it('is sent the request, and its mail is opened with our key', async () => {
    await open()
    await server.mdm.sendMdmcertRequest()
    expect(mdmcert.requests.at(-1)).toMatchObject({ email: 'beheer@voorbeeld.example', key: apiKey })
    expect((await setup.overview()).request).toMatchObject({ method: 'mdmcert', signedRequest: null })
    await setup.takeReply(text(`${mdmcert.mail().toUpperCase()}\r\n`))
    await renew()
  })

  it('may encrypt with single DES, as the library that it is made with does by default', async () => {
    await open()
    await server.mdm.sendMdmcertRequest()
    await setup.takeReply(text(mdmcert.mail('des')))
    await renew()
  })

  it('opens no file that is not its reply to this very request', async () => {
    await open()
    await server.mdm.sendMdmcertRequest()
    const earlier = mdmcert.mail()
    await open()
    await server.mdm.sendMdmcertRequest()
    for (const file of [earlier, '', 'zz', 'abc', earlier.slice(0, 200), mdmcert.mail().slice(0, -2)]) {
      await expect(setup.takeReply(text(file))).rejects.toMatchObject({ code: 'push_reply_unreadable' })
    }
    await setup.takeReply(text(mdmcert.mail()))
    await setup.abandonRequest()
    await expect(setup.takeReply(text(mdmcert.mail()))).rejects.toMatchObject({
      code: 'push_request_missing',
    })
  })

  it('tells in words when it refuses, answers nonsense or too much, or is not there', async () => {
    await open()
    const answers: [{ status: number; body: string }, string][] = [
      [{ status: 200, body: '{"result":"failure","reason":"unknown email"}' }, 'mdmcert_refused'],
      [{ status: 500, body: 'oops' }, 'mdmcert_refused'],
      [{ status: 200, body: '<html>' }, 'mdmcert_refused'],
      [{ status: 302, body: '' }, 'mdmcert_refused'],
      [{ status: 200, body: ' '.repeat(200_000) }, 'mdmcert_unreachable'],
    ]
    for (const [answer, code] of answers) {
      mdmcert.answerWith(answer)
      await expect(server.mdm.sendMdmcertRequest(), code).rejects.toMatchObject({ code })
    }
    mdmcert.answerWith(null)
    const alone = await startTestMdm({ mdmcert: { url: 'http://127.0.0.1:1', apiKey } })
    await alone.mdm.pushSetup(alone.sql).requestByMail(await alone.mdm.makePushRequestKeys(), 'a@b.example')
    await expect(alone.mdm.sendMdmcertRequest()).rejects.toMatchObject({ code: 'mdmcert_unreachable' })
    await alone.stop()
    expect(JSON.stringify(server.log)).not.toContain(apiKey)
  })

  it('is not offered without an API key', async () => {
    const without = await startTestMdm({ mdmcert: { url: mdmcert.url, apiKey: null } })
    const own = without.mdm.pushSetup(without.sql)
    expect((await own.overview()).mdmcertReady).toBe(false)
    await expect(
      own.requestByMail(await without.mdm.makePushRequestKeys(), 'a@b.example'),
    ).rejects.toMatchObject({
      code: 'mdmcert_not_set_up',
    })
    await without.stop()
  })
})

describe('what is kept of it', () => {
  it('holds no key in the open', async () => {
    const rows = await server.sql<{ all: string }>`
      SELECT coalesce(string_agg(encode(sealed_key, 'escape') || coalesce(encode(sealed_reply_key, 'escape'), ''), ''), '')
        || (SELECT encode(sealed_key, 'escape') FROM mdm_vendor_certificate) AS all
      FROM mdm_push_certificate_request`
    expect(rows[0]?.all.length).toBeGreaterThan(1000)
    expect(rows[0]?.all).not.toMatch(/PRIVATE KEY/)
    const der = createPrivateKey(vendor.privateKeyPem).export({ format: 'der', type: 'pkcs8' })
    expect(rows[0]?.all).not.toContain(der.subarray(40, 56).toString('latin1'))
  })
})

describe('warnings of the end', () => {
  it('come once each at 60, 30, 14 and 7 days, and the one that counts after a long absence', async () => {
    const { topic } = await server.mdm.pushStatus()
    const fresh = await server.apns.issuePushCertificate(uuidOf(topic))
    await setup.importCertificate(await readFiles([fresh.certificatePem, fresh.privateKeyPem]))
    const { notAfter } = await server.mdm.pushStatus()
    const warningAt = async (daysBefore: number) =>
      (await setup.noteExpiryWarning(new Date((notAfter?.getTime() ?? 0) - daysBefore * 24 * 3_600_000)))
        ?.warning
    const heard: (number | undefined)[] = []
    for (let days = 70; days > -3; days -= 0.5) heard.push(await warningAt(days))
    expect(heard.filter(Boolean)).toEqual([60, 30, 14, 7])
    await setup.importCertificate(await readFiles([fresh.certificatePem, fresh.privateKeyPem]))
    expect(await warningAt(10)).toBe(14)
    expect(await warningAt(29)).toBeUndefined()
    expect(await warningAt(6)).toBe(7)
  })
})
