import { createPublicKey, generateKeyPairSync, X509Certificate } from 'node:crypto'
import forge from 'node-forge'
import { describe, expect, it } from 'vitest'
import { createCertificateAuthority } from '#lib/mdm/pki/certificate-authority.ts'
import { verifyIssuedBy } from '#lib/mdm/pki/check-issued-by.ts'
import { issueIdentityCertificate } from '#lib/mdm/pki/issue-certificate.ts'
import { pemToCertificate } from '#lib/mdm/pki/pem.ts'
import { IdentityError, MdmError } from '#lib/mdm/protocol/errors.ts'
import { certificateDer } from './openssl-fixture.ts'

const now = new Date('2026-11-23T10:00:00Z')
const rsa = () => generateKeyPairSync('rsa', { modulusLength: 2048 })
const spki = (key: ReturnType<typeof createPublicKey>) =>
  new Uint8Array(key.export({ format: 'der', type: 'spki' }))
const daysLater = (days: number) => new Date(now.getTime() + days * 86_400_000)

const ca = createCertificateAuthority({ organizationName: 'Voorbeeld & Zn.', now, keyPair: rsa() })
const otherCa = createCertificateAuthority({ organizationName: 'Voorbeeld & Zn.', now, keyPair: rsa() })
const identity = {
  ca,
  publicKeySpkiDer: spki(rsa().publicKey),
  commonName: 'enrollment 42',
  serialNumber: new Uint8Array(16).fill(0xff),
  now,
  validForDays: 365,
}
const issued = issueIdentityCertificate(identity)

function codeOf(run: () => unknown): string {
  try {
    run()
  } catch (error) {
    if (error instanceof MdmError) return error.code
    throw error
  }
  return 'accepted'
}

describe('createCertificateAuthority', () => {
  it('makes an authority that other implementations accept', () => {
    const x509 = new X509Certificate(ca.certificatePem)
    expect(x509.ca).toBe(true)
    expect(x509.verify(x509.publicKey)).toBe(true)
    expect(x509.subject).toContain('O=Voorbeeld & Zn.')
    expect(x509.subject).toBe(x509.issuer)
    expect(x509.validToDate).toEqual(new Date('2036-11-23T10:00:00Z'))
    expect(pemToCertificate(ca.certificatePem)).toEqual(ca.certificateDer)
    const forged = forge.pki.certificateFromPem(ca.certificatePem)
    expect(forged.verify(forged)).toBe(true)
    expect(forged.getExtension('keyUsage')).toMatchObject({
      keyCertSign: true,
      cRLSign: true,
      keyEncipherment: true,
    })
  })

  it('refuses keys that SCEP cannot use or that are weak', () => {
    const weak = generateKeyPairSync('rsa', { modulusLength: 1024 })
    const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    for (const keyPair of [weak, ec]) {
      expect(codeOf(() => createCertificateAuthority({ organizationName: 'x', now, keyPair }))).toBe(
        'weak_key',
      )
    }
  })
})

describe('issueIdentityCertificate', () => {
  it('issues for client authentication only, back-dated a day and an hour, with the subject that we chose', () => {
    const x509 = new X509Certificate(issued.certificatePem)
    expect(x509.checkIssued(new X509Certificate(ca.certificatePem))).toBe(true)
    expect(x509.verify(createPublicKey(ca.certificatePem))).toBe(true)
    expect(x509.subject).toBe('CN=enrollment 42')
    expect(x509.ca).toBe(false)
    expect(x509.keyUsage).toEqual(['1.3.6.1.5.5.7.3.2'])
    expect(x509.validFromDate).toEqual(new Date(now.getTime() - 25 * 3_600_000))
    expect(x509.validToDate).toEqual(daysLater(365))
    expect(x509.serialNumber.toLowerCase()).toBe(issued.serialNumberHex)
    const forged = forge.pki.certificateFromPem(issued.certificatePem)
    expect(forged.getExtension('keyUsage')).toMatchObject({
      digitalSignature: true,
      keyEncipherment: true,
      keyCertSign: false,
    })
    expect(forge.pki.certificateFromPem(ca.certificatePem).verify(forged)).toBe(true)
  })

  it('issues for P-256 and P-384 keys and keeps names that need UTF-8', () => {
    for (const namedCurve of ['P-256', 'P-384']) {
      const { publicKey } = generateKeyPairSync('ec', { namedCurve })
      const { certificatePem } = issueIdentityCertificate({
        ...identity,
        publicKeySpkiDer: spki(publicKey),
        commonName: 'Zoë, Ltd=1',
      })
      expect(verifyIssuedBy(pemToCertificate(certificatePem), [ca], now).subjectCommonName).toBe('Zoë, Ltd=1')
    }
  })

  it('never outlives its authority', () => {
    expect(issueIdentityCertificate({ ...identity, validForDays: 36_500 }).notAfter).toEqual(
      new Date('2036-11-23T10:00:00Z'),
    )
  })

  it('refuses weak keys, no key, no name and short serial numbers', () => {
    const issue = (change: Partial<typeof identity>) =>
      codeOf(() => issueIdentityCertificate({ ...identity, ...change }))
    expect(
      issue({ publicKeySpkiDer: spki(generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey) }),
    ).toBe('weak_key')
    expect(issue({ publicKeySpkiDer: spki(generateKeyPairSync('ed25519').publicKey) })).toBe('weak_key')
    expect(
      issue({ publicKeySpkiDer: spki(generateKeyPairSync('ec', { namedCurve: 'secp256k1' }).publicKey) }),
    ).toBe('weak_key')
    expect(issue({ publicKeySpkiDer: Uint8Array.of(1, 2, 3) })).toBe('invalid_certificate_request')
    expect(issue({ commonName: '' })).toBe('invalid_certificate_request')
    expect(issue({ commonName: 'a\nb' })).toBe('invalid_certificate_request')
    expect(issue({ serialNumber: Uint8Array.of(1) })).toBe('invalid_certificate_request')
    expect(issue({ validForDays: Number.NaN })).toBe('invalid_certificate_request')
  })
})

describe('verifyIssuedBy', () => {
  const trusted = [ca]
  const verify = (der: Uint8Array, authorities = trusted, at = now) =>
    codeOf(() => verifyIssuedBy(der, authorities, at))

  it('tells the facts of a certificate that we issued', () => {
    expect(verifyIssuedBy(issued.certificateDer, [ca], now)).toMatchObject({
      subjectCommonName: 'enrollment 42',
      serialNumberHex: issued.serialNumberHex,
      notBefore: issued.notBefore,
      notAfter: issued.notAfter,
      sha256Hex: issued.sha256Hex,
    })
  })

  it('accepts what openssl issued, by RSA and for EC keys', () => {
    for (const name of ['rsa', 'p256', 'p384']) {
      expect(
        verifyIssuedBy(certificateDer(name), [{ certificateDer: certificateDer('ca') }], daysLater(1))
          .subjectCommonName,
      ).toBe(`mac-${name}`)
    }
  })

  it('looks at the clock every time, also when it knows the certificate', () => {
    expect(verify(issued.certificateDer, trusted, daysLater(364))).toBe('accepted')
    expect(verify(issued.certificateDer, trusted, daysLater(366))).toBe('certificate_expired')
    expect(verify(issued.certificateDer, trusted, daysLater(-2))).toBe('certificate_expired')
    expect(verify(issued.certificateDer)).toBe('accepted')
  })

  it('refuses another authority, even one of the same name', () => {
    expect(verify(issued.certificateDer, [otherCa])).toBe('certificate_untrusted')
    expect(verify(certificateDer('rsa'))).toBe('certificate_untrusted')
  })

  it('accepts what any of several authorities issued, and forgets one that is no longer in the list', () => {
    const both = [otherCa, ca]
    expect(verify(issued.certificateDer, both)).toBe('accepted')
    expect(verify(issued.certificateDer, both)).toBe('accepted')
    expect(verify(issued.certificateDer, [otherCa])).toBe('certificate_untrusted')
  })

  it('refuses the authority itself as an identity, and a self-signed one', () => {
    expect(verify(ca.certificateDer)).toBe('certificate_untrusted')
    expect(verify(otherCa.certificateDer)).toBe('certificate_untrusted')
  })

  it('refuses a certificate altered at any octet, truncated or no certificate at all', () => {
    for (let at = 0; at < issued.certificateDer.length; at += 5) {
      const altered = Uint8Array.from(issued.certificateDer)
      altered[at] = (altered[at] ?? 0) ^ 0x01
      expect(verify(altered)).not.toBe('accepted')
    }
    expect(verify(issued.certificateDer.subarray(0, 200))).toBe('certificate_malformed')
    expect(verify(new Uint8Array())).toBe('certificate_malformed')
    expect(() => verifyIssuedBy(Uint8Array.of(0x30, 0), trusted, now)).toThrow(IdentityError)
  })
})
