import { createPrivateKey, X509Certificate } from 'node:crypto'
import forge from 'node-forge'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pemToCertificate } from '#lib/mdm/pki/pem.ts'
import { createHttpClient } from '#simulator/mac/http-client.ts'
import { plistField } from '#simulator/mac/plist-field.ts'
import { readProfile } from '#simulator/mac/read-profile.ts'
import type { SimulatedMac } from '#simulator/mac/simulated-mac.ts'
import {
  envelop,
  makeCsr,
  makeKeys,
  makeSelfSigned,
  openReply,
  readReply,
  type Signer,
  scepAttribute,
  signMessage,
} from '../mdm/pki/forge-scep-client.ts'
import { startTestMdm, type TestMdm } from '../mdm/support/start-test-mdm.ts'

const http = createHttpClient()
const keys = makeKeys()
const self = makeSelfSigned(keys, 'a stranger')
let server: TestMdm
let caDer: Uint8Array
beforeAll(async () => {
  server = await startTestMdm()
  caDer = pemToCertificate(await server.mdm.caCertificatePem())
})
afterAll(async () => {
  http.close()
  await server.stop()
})

const greedy = [
  { name: 'basicConstraints', cA: true, critical: true },
  { name: 'keyUsage', keyCertSign: true, cRLSign: true },
  { name: 'extKeyUsage', serverAuth: true, codeSigning: true },
  { name: 'subjectAltName', altNames: [{ type: 2, value: 'mdm.example.com' }] },
]

async function challengeOf(url: string): Promise<string> {
  const { payloads } = readProfile((await http.send(url)).body)
  const [scep] = payloads.map((payload) => plistField.dict(payload, 'PayloadContent'))
  return plistField.text(scep ?? {}, 'Challenge') ?? ''
}

/** The certificate that comes back, or null for a signed failure. */
async function ask(
  csr: Uint8Array,
  signer: Signer = self,
  messageType = '19',
): Promise<X509Certificate | null> {
  const body = Buffer.from(signMessage({ signer, content: envelop(csr, caDer), messageType }))
  const reply = await http.send(`${server.url}/mdm/scep?operation=PKIOperation`, { method: 'POST', body })
  const read = readReply(reply.body, caDer)
  if (scepAttribute(read, 3) !== '0') return null
  const key = forge.pki.privateKeyFromPem(signer.privateKeyPem)
  return new X509Certificate(openReply(read.content ?? new Uint8Array(), key)[0] ?? '')
}

function identityOf({ state }: SimulatedMac): Signer {
  const { certificatePem = '', privateKeyPem = '' } = state.identity ?? {}
  return { certificateDer: pemToCertificate(certificatePem), privateKeyPem }
}

describe('promise 2: the server alone says what an identity is', () => {
  it('issues our subject and our extensions, whatever the request asks for', async () => {
    const invitation = await server.invite()
    const challenge = await challengeOf(invitation.url)
    const issued = await ask(makeCsr(keys, 'CN=administrator', challenge, greedy))
    expect(issued?.subject).toBe(`CN=${invitation.invitationId}`)
    expect(issued?.ca).toBe(false)
    expect(issued?.subjectAltName).toBeUndefined()
    expect(issued?.keyUsage).toEqual(['1.3.6.1.5.5.7.3.2'])
    expect(issued?.issuer).toBe(new X509Certificate(caDer).subject)
  })

  it('does the same in a renewal', async () => {
    const mac = await server.enrollMac()
    const { invitationId } = (await server.mdm.in(server.sql).enrollment(mac.enrollmentId)) ?? {}
    const issued = await ask(makeCsr(makeKeys(), 'somebody else', undefined, greedy), identityOf(mac), '17')
    expect(issued?.subject).toBe(`CN=${invitationId}`)
    expect(issued?.ca).toBe(false)
    expect(issued?.subjectAltName).toBeUndefined()
  })

  it('lets a Mac that renews speak for itself only', async () => {
    const [mac, other] = [await server.enrollMac(), await server.enrollMac()]
    const fresh = makeKeys()
    const issued = await ask(makeCsr(fresh, other.enrollmentId), identityOf(mac), '17')
    if (!issued) throw new Error('the renewal was refused')
    const signer = { certificate: issued, privateKey: createPrivateKey(fresh.privateKeyPem) }
    other.signWith(signer)
    await expect(other.reports('Idle')).rejects.toMatchObject({ httpStatus: 403 })
    mac.signWith(signer)
    expect(await mac.reports('Idle')).toBeNull()
  })

  it('does not let one Mac gather certificates without end', async () => {
    const mac = await server.enrollMac()
    const csr = makeCsr(keys, 'x')
    const outcomes = []
    for (let asked = 0; asked < 9; asked++) outcomes.push(await ask(csr, identityOf(mac), '17'))
    expect(outcomes.filter((issued) => issued !== null)).toHaveLength(7)
    expect(await mac.reports('Idle')).toBeNull()
  })

  it('certifies neither a weak key nor one of ours', async () => {
    const challenge = await challengeOf((await server.invite()).url)
    const { publicKey } = forge.pki.certificateFromPem(await server.mdm.caCertificatePem())
    const stolen = { ...keys, publicKey: publicKey as forge.pki.rsa.PublicKey }
    expect(await ask(makeCsr(makeKeys(1024), 'x', challenge))).toBeNull()
    expect(await ask(makeCsr(stolen, 'x', challenge))).toBeNull()
    expect(await ask(makeCsr(keys, 'x', challenge))).not.toBeNull()
  })
})
