import { generateKeyPairSync, X509Certificate } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { isAnchoredAtApple, readDeveloperId } from '#lib/portal/catalog/package/signing-certificate.ts'
import { createSigningIdentity } from '#prisma/demo/create-signing-identity.ts'
import { craftFile, craftXar, demoIdentity, demoPackage, readBytesAsPackage } from './craft-package.ts'

const validity = { notBefore: new Date('2026-01-01T00:00:00Z'), notAfter: new Date('2036-01-01T00:00:00Z') }

describe('the signature of a package', () => {
  it('names the signer and shows the chain', async () => {
    const { signature } = await readBytesAsPackage(demoPackage())
    expect(signature).toMatchObject({
      status: 'signed',
      signer: 'Zelf Demo Installer',
      trust: 'other',
      teamId: null,
      validity: 'valid',
      chain: [
        { subject: 'Zelf Demo Installer', issuer: 'Zelf Demo Package Authority', ...validity },
        { subject: 'Zelf Demo Package Authority', issuer: 'Zelf Demo Package Authority', ...validity },
      ],
    })
  })

  it('is absent from an unsigned package', async () => {
    const { signature } = await readBytesAsPackage(demoPackage({ signingIdentity: null }))
    expect(signature).toEqual({ status: 'unsigned' })
  })

  it('is invalid when its bytes were changed', async () => {
    const bytes = demoPackage()
    const signatureAt = 28 + Number(bytes.readBigUInt64BE(8)) + 20
    bytes.writeUInt8(bytes.readUInt8(signatureAt + 100) ^ 1, signatureAt + 100)
    const { signature } = await readBytesAsPackage(bytes)
    expect(signature).toMatchObject({ status: 'invalid', fault: 'signature_mismatch' })
  })

  it('is invalid when it was moved here from another package', async () => {
    const donor = demoPackage({ version: '9.9.9' })
    const bytes = demoPackage()
    const place = (file: Buffer) => 28 + Number(file.readBigUInt64BE(8)) + 20
    donor.copy(bytes, place(bytes), place(donor), place(donor) + 256)
    expect((await readBytesAsPackage(bytes)).signature.status).toBe('invalid')
  })

  it('is invalid when the certificate belongs to another key', async () => {
    const signingIdentity = {
      ...demoIdentity,
      privateKey: generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey,
    }
    const { signature } = await readBytesAsPackage(demoPackage({ signingIdentity }))
    expect(signature).toMatchObject({ status: 'invalid', fault: 'signature_mismatch' })
  })

  it('is invalid when the chain does not hold together', async () => {
    const stranger = createSigningIdentity(validity)
    const [leaf] = demoIdentity.certificateChainDer
    const [, strangerAuthority] = stranger.certificateChainDer
    const certificateChainDer = [leaf, strangerAuthority].filter((der) => der !== undefined)
    const { signature } = await readBytesAsPackage(
      demoPackage({ signingIdentity: { ...demoIdentity, certificateChainDer } }),
    )
    expect(signature).toMatchObject({ status: 'invalid', fault: 'chain_broken' })
  })

  it.each([
    ['no certificate', []],
    ['a certificate that is none', [Buffer.from('not a certificate')]],
    [
      'a chain of eleven',
      Array.from({ length: 11 }, () => demoIdentity.certificateChainDer[0] ?? Buffer.alloc(0)),
    ],
  ])('is invalid with %s', async (_name, certificateChainDer) => {
    const { signature } = await readBytesAsPackage(
      demoPackage({ signingIdentity: { ...demoIdentity, certificateChainDer } }),
    )
    expect(signature).toMatchObject({ status: 'invalid', fault: 'certificate_unreadable', chain: [] })
  })

  it('is invalid when it is of a kind that is not checked here', async () => {
    const heap = Buffer.from('<installer-gui-script><title>T</title></installer-gui-script>')
    const toc =
      '<x-signature style="CMS"><offset>0</offset><size>20</size></x-signature>' +
      craftFile('Distribution', { length: heap.length })
    const { signature } = await readBytesAsPackage(craftXar({ toc, heap }))
    expect(signature).toMatchObject({ status: 'invalid', fault: 'unsupported_signature' })
  })

  it('stays readable when a certificate has expired or is not yet valid', async () => {
    const bytes = demoPackage()
    const later = await readBytesAsPackage(bytes, new Date('2036-01-02T00:00:00Z'))
    expect(later.signature).toMatchObject({ status: 'signed', validity: 'expired' })
    const earlier = await readBytesAsPackage(bytes, new Date('2025-12-31T00:00:00Z'))
    expect(earlier.signature).toMatchObject({ status: 'signed', validity: 'not_yet_valid' })
  })
})

describe('an Apple Developer ID', () => {
  const impostor = createSigningIdentity({
    ...validity,
    organization: 'Apple Inc.',
    authorityName: 'Developer ID Certification Authority',
    leafName: 'Developer ID Installer: Example BV (ABCDE12345)',
  })
  const certificates = impostor.certificateChainDer.map((der) => new X509Certificate(der))

  it('is known by its name and team', () => {
    expect(certificates.map(readDeveloperId)).toEqual([{ teamId: 'ABCDE12345' }, null])
  })

  it('is not believed without the root certificate of Apple', async () => {
    expect(isAnchoredAtApple(certificates)).toBe(false)
    expect(isAnchoredAtApple([])).toBe(false)
    const { signature } = await readBytesAsPackage(demoPackage({ signingIdentity: impostor }))
    expect(signature).toMatchObject({ status: 'signed', trust: 'other', teamId: null })
  })
})
