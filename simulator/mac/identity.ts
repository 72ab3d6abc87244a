import { X509Certificate } from 'node:crypto'
import { makeCertificate } from '../pki/certificate.ts'
import { certificateExtension } from '../pki/certificate-extension.ts'
import { encodeDistinguishedName } from '../pki/distinguished-name.ts'
import { type RsaKey, readRsaKey } from '../pki/rsa-key.ts'
import type { Signer } from '../pki/sign-data.ts'
import type { Identity } from './mac-state.ts'

const dayMs = 24 * 60 * 60 * 1000

/** The certificate a Mac makes for itself to sign its SCEP request with; it holds the key that is to be certified. */
export function makeTemporaryCertificate(key: RsaKey, commonName: string, now = new Date()): X509Certificate {
  const name = encodeDistinguishedName([['CN', commonName]])
  return makeCertificate({
    subject: name,
    issuer: name,
    publicKey: key.publicKey,
    signedBy: key.privateKey,
    notBefore: new Date(now.getTime() - dayMs),
    notAfter: new Date(now.getTime() + dayMs),
    extensions: [certificateExtension.keyUsage(0, 2)],
  })
}

export function signerFrom(identity: Identity): Signer {
  return {
    privateKey: readRsaKey(identity.privateKeyPem).privateKey,
    certificate: new X509Certificate(identity.certificatePem),
  }
}
