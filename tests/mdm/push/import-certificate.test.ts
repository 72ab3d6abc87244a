import { readFileSync } from 'node:fs'
import forge from 'node-forge'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readIdentityFiles } from '#lib/mdm/push/read-identity-files.ts'
import { readPkcs12 } from '#lib/mdm/push/read-pkcs12.ts'
import { startTestMdm, type TestMdm } from '../support/start-test-mdm.ts'
import { placeMac } from './place-macs.ts'

type Fixture = {
  topic: string
  password: string
  pkcs12: Record<string, string>
  pkcs12WithoutPassword: string
} & Record<
  'certificatePem' | 'privateKeyPem' | 'encryptedKeyPem' | 'traditionalEncryptedKeyPem' | 'certificateDer',
  string
>

const fixture: Fixture = JSON.parse(
  readFileSync(new URL('../../fixtures/mdm/push-identities.json', import.meta.url), 'utf8'),
)
const { password } = fixture
const binary = (base64: string) => new Uint8Array(Buffer.from(base64, 'base64'))
const text = (words: string) => new Uint8Array(Buffer.from(words))

let server: TestMdm
beforeAll(async () => {
  server = await startTestMdm()
})
afterAll(() => server.stop())

async function importFiles(files: Uint8Array[], secret: string | null, allowTopicChange = true) {
  const identity = await server.mdm.readIdentityFiles(files, secret)
  return server.mdm.pushSetup(server.sql).importCertificate(identity, { allowTopicChange })
}

describe('a push certificate that somebody brings', () => {
  it.each(Object.entries(fixture.pkcs12))('is read from PKCS#12: %s', async (_kind, file) => {
    expect(await importFiles([binary(file)], password)).toMatchObject({
      topic: fixture.topic,
      issuedByApple: false,
    })
  })

  it('is read from a file without a password', async () => {
    expect(await importFiles([binary(fixture.pkcs12WithoutPassword)], null)).toMatchObject({
      topic: fixture.topic,
    })
  })

  it('is read from PEM: two files, one file, an encrypted key, the certificate in DER', async () => {
    const { certificatePem, privateKeyPem } = fixture
    const ways: [Uint8Array[], string | null][] = [
      [[text(certificatePem), text(privateKeyPem)], null],
      [[text(privateKeyPem), text(certificatePem)], null],
      [[text(`Bag Attributes\r\n${privateKeyPem}\r\nmore words\r\n${certificatePem}`)], null],
      [[text(certificatePem), text(fixture.encryptedKeyPem)], password],
      [[text(certificatePem), text(fixture.traditionalEncryptedKeyPem)], password],
      [[binary(fixture.certificateDer), text(privateKeyPem)], null],
    ]
    for (const [files, secret] of ways) {
      expect(await importFiles(files, secret)).toMatchObject({ topic: fixture.topic })
    }
  })

  it('is refused with a wrong password, and asked for one where it is missing', async () => {
    const locked = [...Object.values(fixture.pkcs12).map(binary)].map((file) => [file])
    locked.push([text(fixture.certificatePem), text(fixture.encryptedKeyPem)])
    for (const files of locked) {
      await expect(importFiles(files, 'wrong')).rejects.toMatchObject({ code: 'push_password_wrong' })
      await expect(importFiles(files, null)).rejects.toMatchObject({ code: 'push_password_missing' })
    }
  })

  it('is refused when it is for something else, expired, without its key, or with another', async () => {
    const { apns } = server
    const uuid = '11111111-2222-3333-4444-555555555555'
    const [good, expired] = [await apns.issuePushCertificate(uuid), await apns.issuePushCertificate(uuid, -3)]
    const refused = async (files: string[], code: string) =>
      expect(importFiles(files.map(text), null), code).rejects.toMatchObject({ code })
    await refused([apns.caPem, good.privateKeyPem], 'push_topic_missing')
    await refused([expired.certificatePem, expired.privateKeyPem], 'push_certificate_expired')
    await refused([good.certificatePem], 'push_key_missing')
    await refused([good.privateKeyPem], 'push_certificate_unreadable')
    await refused([good.certificatePem, expired.privateKeyPem], 'push_key_mismatch')
    await refused(['words'], 'push_certificate_unreadable')
    await refused([good.certificatePem.slice(0, 400)], 'push_certificate_unreadable')
    await refused(
      ['-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----'],
      'push_certificate_unreadable',
    )
    for (const cut of [1, 100, 1000]) {
      const file = binary(Object.values(fixture.pkcs12)[0] ?? '').slice(0, -cut)
      await expect(importFiles([file], password)).rejects.toMatchObject({
        code: 'push_certificate_unreadable',
      })
    }
  })

  it('for another topic goes on only when that was said, and Macs of the old one are counted', async () => {
    const before = await server.apns.issuePushCertificate()
    const after = await server.apns.issuePushCertificate()
    await importFiles([text(before.certificatePem), text(before.privateKeyPem)], null)
    await placeMac(server)
    const files = [text(after.certificatePem), text(after.privateKeyPem)]
    await expect(importFiles(files, null, false)).rejects.toMatchObject({ code: 'push_topic_changes' })
    expect((await server.mdm.pushStatus()).topic).toBe(before.topic)
    expect(await importFiles(files, null, true)).toMatchObject({
      topic: after.topic,
      previousTopic: before.topic,
    })
    const { counts, certificate } = await server.mdm.pushSetup(server.sql).overview()
    expect(counts.otherTopic).toBe(1)
    expect(certificate).toMatchObject({ topic: after.topic, issuer: 'Pretend Apple Push Authority' })
  })

  it('cannot hold the server up by asking for a billion rounds', async () => {
    const key = forge.pki.privateKeyFromPem(fixture.privateKeyPem)
    const certificate = forge.pki.certificateFromPem(fixture.certificatePem)
    const pfx = forge.pkcs12.toPkcs12Asn1(key, [certificate], 'x', { count: 1 })
    const [, , macData] = pfx.value as forge.asn1.Asn1[]
    const macParts = macData?.value as forge.asn1.Asn1[]
    const rounds = forge.asn1.integerToDer(2 ** 31 - 1).getBytes()
    macParts[2] = forge.asn1.create(forge.asn1.Class.UNIVERSAL, forge.asn1.Type.INTEGER, false, rounds)
    const file = new Uint8Array(Buffer.from(forge.asn1.toDer(pfx).getBytes(), 'binary'))
    await expect(readPkcs12(file, 'x', 800)).rejects.toMatchObject({ code: 'push_certificate_unreadable' })
  })

  it('is not searched for among a hundred', async () => {
    const many = text(fixture.certificatePem.repeat(100))
    await expect(readIdentityFiles([many], null)).rejects.toMatchObject({
      code: 'push_certificate_unreadable',
    })
  })
})
