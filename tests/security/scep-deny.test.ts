import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pemToCertificate } from '#lib/mdm/pki/pem.ts'
import { createHttpClient } from '#simulator/mac/http-client.ts'
import { plistField } from '#simulator/mac/plist-field.ts'
import { readProfile } from '#simulator/mac/read-profile.ts'
import {
  envelop,
  makeCsr,
  makeKeys,
  makeSelfSigned,
  readReply,
  scepAttribute,
  signMessage,
} from '../mdm/pki/forge-scep-client.ts'
import { startTestMdm, type TestMdm } from '../mdm/support/start-test-mdm.ts'

const http = createHttpClient()
const keys = makeKeys()
const self = makeSelfSigned(keys, 'a stranger')
let server: TestMdm
let caDer: Uint8Array
let challenge: string
let content: Uint8Array
beforeAll(async () => {
  server = await startTestMdm()
  caDer = pemToCertificate(await server.mdm.caCertificatePem())
  const { payloads } = readProfile((await http.send((await server.invite()).url)).body)
  const [scep] = payloads.map((payload) => plistField.dict(payload, 'PayloadContent'))
  challenge = plistField.text(scep ?? {}, 'Challenge') ?? ''
  content = envelop(makeCsr(keys, 'x', challenge), caDer)
})
afterAll(async () => {
  http.close()
  await server.stop()
})

const address = (query: string) => `${server.url}/mdm/scep?operation=${query}`
const post = (message: Uint8Array, query = 'PKIOperation') =>
  http.send(address(query), { method: 'POST', body: Buffer.from(message) })
const get = (message: Uint8Array) =>
  http.send(address(`PKIOperation&message=${encodeURIComponent(Buffer.from(message).toString('base64'))}`))

async function issued(): Promise<number> {
  const rows = await server.sql<{ count: number }>`SELECT count(*)::int AS count FROM mdm_certificate`
  return rows[0]?.count ?? -1
}

describe('promise 3: SCEP is deny-by-default', () => {
  it.each([
    ['POST', post],
    ['GET', get],
  ] as const)('answers every message type but PKCSReq with a signed failure, by %s', async (_, ask) => {
    for (let type = 0; type <= 255; type++) {
      if (type === 19) continue
      const reply = await ask(signMessage({ signer: self, content, messageType: String(type) }))
      expect(reply.status).toBe(200)
      const { verified, attributes, content: given } = readReply(reply.body, caDer)
      expect(verified).toBe(true)
      expect(given, `type ${type}`).toBeNull()
      expect(scepAttribute({ verified, attributes, content: given }, 3)).toBe('2')
    }
    expect(await issued()).toBe(0)
  })

  it('refuses with a failure what is signed well and asks wrongly', async () => {
    const wrong = {
      'no challenge': envelop(makeCsr(keys, 'x'), caDer),
      'a guessed challenge': envelop(makeCsr(keys, 'x', 'guess'), caDer),
      'the digest of nothing as a challenge': envelop(makeCsr(keys, 'x', ''), caDer),
      'a long challenge': envelop(makeCsr(keys, 'x', 'x'.repeat(10_000)), caDer),
      'no request': envelop(Buffer.from('hello'), caDer),
      'no envelope': makeCsr(keys, 'x', challenge),
      'an envelope for somebody else': envelop(makeCsr(keys, 'x', challenge), self.certificateDer),
      'a weak key': envelop(makeCsr(makeKeys(1024), 'x', challenge), caDer),
      'single DES': envelop(makeCsr(keys, 'x', challenge), caDer, 'des-cbc'),
    }
    for (const [name, asked] of Object.entries(wrong)) {
      const reply = await post(signMessage({ signer: self, content: asked }))
      expect(reply.status, name).toBe(200)
      expect(scepAttribute(readReply(reply.body, caDer), 3), name).toBe('2')
    }
    expect(await issued()).toBe(0)
  })

  it('gives no answer at all to what is not signed, too long, or no operation', async () => {
    const message = signMessage({ signer: self, content })
    const forged = signMessage({ signer: { ...self, privateKeyPem: makeKeys().privateKeyPem }, content })
    const replies = [
      await post(forged),
      await post(Buffer.from('hello')),
      await post(new Uint8Array()),
      await post(message, 'GetCRL'),
      await post(message, ''),
      await post(message, 'GetCACert'),
      await post(Buffer.alloc(70_000)),
      await http.send(address('PKIOperation&message=')),
      await http.send(address('PKIOperation&message=%3Cscript%3E')),
      await http.send(address('GetCert')),
      await http.send(address('PKIOperation'), { method: 'PUT', body: Buffer.from(message) }),
    ]
    expect(replies.map(({ status }) => status)).toEqual([
      400, 400, 400, 405, 405, 405, 413, 400, 400, 400, 405,
    ])
    expect(await issued()).toBe(0)
  })

  it('has not used the challenge up by refusing', async () => {
    const reply = await get(signMessage({ signer: self, content }))
    expect(scepAttribute(readReply(reply.body, caDer), 3)).toBe('0')
    expect(await issued()).toBe(1)
  })
})
