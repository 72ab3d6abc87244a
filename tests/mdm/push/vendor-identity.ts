import { makeCertificate, subjectOf } from '#simulator/pki/certificate.ts'
import { certificateExtension } from '#simulator/pki/certificate-extension.ts'
import { encodeDistinguishedName } from '#simulator/pki/distinguished-name.ts'
import { generateRsaKey, rsaKeyPem } from '#simulator/pki/rsa-key.ts'

export type VendorIdentity = { certificatePem: string; privateKeyPem: string; chainPem: string[] }

const day = 24 * 3_600_000

/** An MDM vendor certificate with an intermediate and a root, as Apple's are laid out. */
export async function makeVendorIdentity(days = 300): Promise<VendorIdentity> {
  const [rootKey, middleKey, key] = await Promise.all([generateRsaKey(), generateRsaKey(), generateRsaKey()])
  const name = (commonName: string) => encodeDistinguishedName([['CN', commonName]])
  const dates = (length: number) => ({
    notBefore: new Date(Date.now() - 400 * day),
    notAfter: new Date(Date.now() + length * day),
  })
  const extensions = [certificateExtension.authority(), certificateExtension.keyUsage(5, 6)]
  const rootName = name('Pretend Root')
  const root = makeCertificate({
    ...{ subject: rootName, issuer: rootName, extensions, ...dates(3650) },
    ...{ publicKey: rootKey.publicKey, signedBy: rootKey.privateKey },
  })
  const middle = makeCertificate({
    ...{ subject: name('Pretend Relations G3'), issuer: subjectOf(root), extensions, ...dates(3650) },
    ...{ publicKey: middleKey.publicKey, signedBy: rootKey.privateKey },
  })
  const vendor = makeCertificate({
    ...{ subject: name('MDM Vendor: Voorbeeld B.V.'), issuer: subjectOf(middle), ...dates(days) },
    ...{ publicKey: key.publicKey, signedBy: middleKey.privateKey },
    extensions: [certificateExtension.keyUsage(0)],
  })
  return {
    certificatePem: vendor.toString(),
    privateKeyPem: rsaKeyPem(key),
    chainPem: [middle.toString(), root.toString()],
  }
}
