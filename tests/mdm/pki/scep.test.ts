import { generateKeyPairSync, randomBytes, X509Certificate } from 'node:crypto'
import forge from 'node-forge'
import { describe, expect, it } from 'vitest'
import { createCertificateAuthority } from '#lib/mdm/pki/certificate-authority.ts'
import { issueIdentityCertificate } from '#lib/mdm/pki/issue-certificate.ts'
import {
  buildCaCaps,
  buildCaCertificate,
  buildNextCaCertificate,
  buildScepFailure,
  buildScepSuccess,
  scepRandomLength,
} from '#lib/mdm/pki/scep.ts'
import { readScepRequest } from '#lib/mdm/pki/scep-request.ts'
import { MdmError, ScepError } from '#lib/mdm/protocol/errors.ts'
import { opensslMissing, runOpenssl } from '#tests/support/run-openssl.ts'
import {
  cipherOf,
  envelop,
  makeCsr,
  makeKeys,
  makeSelfSigned,
  openReply,
  readReply,
  scepAttribute,
  signMessage,
} from './forge-scep-client.ts'

const now = new Date('2026-11-23T10:00:00Z')
const makeCa = () =>
  createCertificateAuthority({
    organizationName: 'Voorbeeld',
    now,
    keyPair: generateKeyPairSync('rsa', { modulusLength: 2048 }),
  })
const ca = makeCa()
const otherCa = makeCa()
const keys = makeKeys()
const self = makeSelfSigned(keys, 'a temporary name')
const csr = makeCsr(keys, 'I am the administrator', 'one-time-secret')
const content = envelop(csr, ca.certificateDer)
const random = () => new Uint8Array(randomBytes(scepRandomLength))
const issue = (publicKeySpkiDer: Uint8Array) =>
  issueIdentityCertificate({
    ca,
    publicKeySpkiDer,
    commonName: 'enrollment 42',
    serialNumber: randomBytes(16),
    now,
    validForDays: 365,
  })
const read = (options: Partial<Parameters<typeof signMessage>[0]> = {}) =>
  readScepRequest(signMessage({ signer: self, content, ...options }), [ca])

describe('a request for a certificate', () => {
  it('is read with its challenge, key and wishes', () => {
    const request = read({ transactionId: 'ABC-123', senderNonce: new Uint8Array(16).fill(9) })
    expect(request).toMatchObject({
      messageType: 19,
      transactionId: 'ABC-123',
      senderNonce: new Uint8Array(16).fill(9),
      signerCertificateDer: self.certificateDer,
      csr: {
        keyType: 'rsa',
        keyBits: 2048,
        subjectCommonName: 'I am the administrator',
        challengePassword: 'one-time-secret',
      },
    })
    expect(request.refusal).toBeUndefined()
  })

  it.each(['aes-128-cbc', 'aes-256-cbc', 'des-ede3-cbc'] as const)('may be encrypted with %s', (cipher) => {
    const request = read({ content: envelop(csr, ca.certificateDer, cipher) })
    expect(request.csr?.challengePassword).toBe('one-time-secret')
  })

  it.each(['sha1', 'sha256', 'sha512'] as const)('may be signed with %s', (digest) => {
    expect(read({ digest }).csr?.challengePassword).toBe('one-time-secret')
  })

  it.each(['aes-128-cbc', 'aes-256-cbc', 'des-ede3-cbc'] as const)(
    'is answered with %s when it came so',
    (cipher) => {
      const request = read({ content: envelop(csr, ca.certificateDer, cipher) })
      const { certificateDer } = issue(request.csr?.publicKeySpkiDer ?? new Uint8Array())
      const reply = readReply(
        buildScepSuccess({ request, certificateDer, random: random() }),
        ca.certificateDer,
      )
      expect(cipherOf(reply.content ?? new Uint8Array())).toBe(cipher)
      expect(openReply(reply.content ?? new Uint8Array(), keys.privateKey)).toHaveLength(1)
    },
  )

  it('may be encrypted to an authority that has retired, which then answers', () => {
    const message = signMessage({ signer: self, content: envelop(csr, otherCa.certificateDer) })
    const request = readScepRequest(message, [ca, otherCa])
    expect(request.authority).toBe(otherCa)
    const { certificateDer } = issue(request.csr?.publicKeySpkiDer ?? new Uint8Array())
    const der = buildScepSuccess({ request, certificateDer, random: random() })
    expect(readReply(der, otherCa.certificateDer).verified).toBe(true)
    expect(() => readReply(der, ca.certificateDer)).toThrow('invalid')
  })

  it('is left as it came by reading it', () => {
    const message = Buffer.from(signMessage({ signer: self, content }))
    const before = Buffer.from(message)
    for (let time = 0; time < 2; time++) expect(readScepRequest(message, [ca]).csr).toBeDefined()
    expect(message.equals(before)).toBe(true)
  })

  it('may lack a challenge, which is for the caller to mind', () => {
    const request = read({ content: envelop(makeCsr(keys, 'x'), ca.certificateDer) })
    expect(request.csr?.challengePassword).toBeNull()
  })

  it('is answered with a certificate that only its sender can read, with our subject', () => {
    const request = read({ transactionId: 'ABC-123' })
    const { certificateDer } = issue(request.csr?.publicKeySpkiDer ?? new Uint8Array())
    const reply = readReply(
      buildScepSuccess({ request, certificateDer, random: random() }),
      ca.certificateDer,
    )
    expect(reply.verified).toBe(true)
    expect(scepAttribute(reply, 2)).toBe('3')
    expect(scepAttribute(reply, 3)).toBe('0')
    expect(scepAttribute(reply, 4)).toBeUndefined()
    expect(scepAttribute(reply, 5)).toHaveLength(16)
    expect(scepAttribute(reply, 6)).toBe('\u0007'.repeat(16))
    expect(scepAttribute(reply, 7)).toBe('ABC-123')
    const [pem, ...more] = openReply(reply.content ?? new Uint8Array(), keys.privateKey)
    expect(more).toEqual([])
    const certificate = forge.pki.certificateFromPem(pem ?? '')
    expect(certificate.subject.getField('CN').value).toBe('enrollment 42')
    expect((certificate.publicKey as forge.pki.rsa.PublicKey).n.equals(keys.publicKey.n)).toBe(true)
  })
})

describe('a renewal', () => {
  const identity = {
    certificateDer: issue(read().csr?.publicKeySpkiDer ?? new Uint8Array()).certificateDer,
    privateKeyPem: keys.privateKeyPem,
  }
  const fresh = makeKeys()
  const renewal = envelop(makeCsr(fresh, 'x'), ca.certificateDer)

  it('is read when a certificate of ours signed it', () => {
    const request = read({ messageType: '17', signer: identity, content: renewal })
    expect(request.csr?.keyBits).toBe(2048)
    expect(request.signerCertificateDer).toEqual(identity.certificateDer)
  })

  it('is refused when any other certificate signed it', () => {
    const request = read({ messageType: '17', content: renewal })
    expect(request.csr).toBeUndefined()
    expect(request.refusal?.failInfo).toBe('badMessageCheck')
  })
})

describe('everything else', () => {
  it('is refused with a signature, for each message type but the two', () => {
    for (let type = 0; type <= 255; type++) {
      const request = read({ messageType: String(type) })
      if (type === 19) expect(request.csr).toBeDefined()
      else expect(request.csr, `message type ${type}`).toBeUndefined()
      if (request.refusal === undefined) continue
      expect(request.messageType).toBe(type)
      expect(request.refusal.failInfo).toBe(type === 17 ? 'badMessageCheck' : 'badRequest')
    }
  })

  it('gets a refusal that repeats transaction and nonce and carries nothing', () => {
    const request = read({ messageType: '21', transactionId: 'T-9' })
    const der = buildScepFailure({
      request,
      failInfo: request.refusal?.failInfo ?? 'badTime',
      random: random(),
    })
    const reply = readReply(der, ca.certificateDer)
    expect(reply.verified).toBe(true)
    expect(reply.content).toBeNull()
    expect([3, 4, 7].map((number) => scepAttribute(reply, number))).toEqual(['2', '2', 'T-9'])
    expect(scepAttribute(reply, 6)).toBe('\u0007'.repeat(16))
  })

  it('never gets a certificate by mistake', () => {
    const request = read({ messageType: '20' })
    const give = () => buildScepSuccess({ request, certificateDer: self.certificateDer, random: random() })
    expect(give).toThrow(MdmError)
  })

  it.each<[string, () => Uint8Array | null, string]>([
    ['an envelope for another authority', () => envelop(csr, otherCa.certificateDer), 'badMessageCheck'],
    ['single DES', () => envelop(csr, ca.certificateDer, 'des-cbc'), 'badAlg'],
    ['a cipher that we do not accept', () => envelop(csr, ca.certificateDer, 'camellia-128-cbc'), 'badAlg'],
    ['no envelope', () => csr, 'badMessageCheck'],
    ['an empty envelope', () => null, 'badRequest'],
    ['no request inside', () => envelop(Buffer.from('hello'), ca.certificateDer), 'badRequest'],
    ['a request altered after signing', () => envelop(alteredCsr(), ca.certificateDer), 'badMessageCheck'],
    ['a key of 1024 bits', () => envelop(makeCsr(makeKeys(1024), 'x', 'y'), ca.certificateDer), 'badAlg'],
  ])('is refused: %s', (_, makeContent, failInfo) => {
    const request = read({ content: makeContent() })
    expect(request.csr).toBeUndefined()
    expect(request.refusal?.failInfo).toBe(failInfo)
  })

  it('is refused when it wants the key of an authority certified', () => {
    const privateKey = forge.pki.privateKeyFromPem(ca.privateKeyPem)
    const publicKey = forge.pki.setRsaPublicKey(privateKey.n, privateKey.e)
    const ours = makeCsr({ ...keys, privateKey, publicKey }, 'x', 'y')
    const request = read({ content: envelop(ours, ca.certificateDer) })
    expect(request.csr).toBeUndefined()
    expect(request.refusal?.failInfo).toBe('badRequest')
  })

  it('is refused when the reply could not be encrypted well', () => {
    const weak = makeKeys(1024)
    const request = read({ signer: makeSelfSigned(weak, 'x') })
    expect(request.refusal?.failInfo).toBe('badAlg')
  })

  it('has no answer at all when it is not a signed SCEP message', () => {
    const message = signMessage({ signer: self, content })
    const altered = Uint8Array.from(message)
    const at = Buffer.from(message).indexOf(Buffer.from(content)) + 300
    altered[at] = (altered[at] ?? 0) ^ 1
    const hostile = [
      altered,
      message.subarray(0, message.length - 1),
      new Uint8Array(),
      Buffer.from('hello'),
      Buffer.alloc(100_000, Buffer.from([0x30, 0x80])),
      signMessage({ signer: self, content, transactionId: '' }),
      signMessage({ signer: self, content, transactionId: 'a\u0000b' }),
      signMessage({ signer: self, content, transactionId: 'x'.repeat(1_000_000) }),
      signMessage({ signer: self, content, senderNonce: new Uint8Array() }),
      signMessage({ signer: self, content, messageType: '-19' }),
      signMessage({ signer: self, content, messageType: '1e1' }),
      signMessage({ signer: { ...self, privateKeyPem: makeKeys().privateKeyPem }, content }),
    ]
    for (const [index, der] of hostile.entries()) {
      expect(() => readScepRequest(der, [ca]), `message ${index}`).toThrow(ScepError)
    }
  })
})

describe('what an authority says of itself', () => {
  it('offers AES, SHA-256, POST and renewal, and no weaker cipher', () => {
    expect(buildCaCaps({ rolledOver: false }).split('\n')).toEqual([
      'AES',
      'POSTPKIOperation',
      'Renewal',
      'SHA-256',
      'SCEPStandard',
    ])
  })

  it('hands out its certificate', () => {
    const { contentType, body } = buildCaCertificate(ca)
    expect(contentType).toBe('application/x-x509-ca-cert')
    expect(body).toEqual(ca.certificateDer)
  })

  it('vouches for its successor', () => {
    const { contentType, body } = buildNextCaCertificate(ca, otherCa)
    expect(contentType).toBe('application/x-x509-next-ca-cert')
    const reply = readReply(body, ca.certificateDer)
    expect(reply.verified).toBe(true)
    expect(Buffer.from(reply.content ?? []).includes(Buffer.from(otherCa.certificateDer))).toBe(true)
    expect(buildCaCaps({ rolledOver: true }).split('\n')).toContain('GetNextCACert')
  })
})

describe('a reply', () => {
  it('is verified, opened and read by openssl', ({ skip }) => {
    if (opensslMissing) skip(opensslMissing)
    const request = read({ content: envelop(csr, ca.certificateDer, 'aes-256-cbc') })
    const issued = issue(request.csr?.publicKeySpkiDer ?? new Uint8Array())
    const reply = buildScepSuccess({ request, certificateDer: issued.certificateDer, random: random() })
    const trust = ['-CAfile', 'ca', '-purpose', 'any', '-no_check_time']
    const envelope = runOpenssl(
      ['cms', '-verify', '-inform', 'DER', '-in', 'reply', ...trust, '-out', 'out'],
      {
        reply,
        ca: ca.certificatePem,
      },
    )
    const opened = runOpenssl(
      ['cms', '-decrypt', '-inform', 'DER', '-in', 'envelope', '-inkey', 'key', '-out', 'out'],
      {
        envelope,
        key: keys.privateKeyPem,
      },
    )
    const pem = runOpenssl(['pkcs7', '-inform', 'DER', '-in', 'opened', '-print_certs', '-out', 'out'], {
      opened,
    })
    expect(new X509Certificate(pem).raw.equals(issued.certificateDer)).toBe(true)
  })
})

function alteredCsr(): Uint8Array {
  const altered = Uint8Array.from(csr)
  const at = Buffer.from(csr).indexOf('administrator')
  altered[at] = 'A'.charCodeAt(0)
  return altered
}
