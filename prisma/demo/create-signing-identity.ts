import { createHash, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import forge from 'node-forge'
import type { SigningIdentity } from './signing-identity.ts'

export interface SigningIdentityOptions {
  notBefore: Date
  notAfter: Date
  organization?: string
  authorityName?: string
  leafName?: string
  /** Given keys make the same certificates again; without them the keys are new. */
  keys?: { authority: KeyObject; leaf: KeyObject }
}

interface Subject {
  commonName: string
  privateKey: KeyObject
}

/** A small authority of our own, and an installer certificate under it. For demo and tests: no Mac trusts it unasked. */
export function createSigningIdentity(options: SigningIdentityOptions): SigningIdentity {
  const { authorityName = 'Zelf Demo Package Authority', leafName = 'Zelf Demo Installer' } = options
  const keys = options.keys ?? { authority: generateRsaKey(), leaf: generateRsaKey() }
  const authority: Subject = { commonName: authorityName, privateKey: keys.authority }
  const leaf: Subject = { commonName: leafName, privateKey: keys.leaf }
  return {
    privateKey: keys.leaf,
    certificateChainDer: [
      issueCertificate(leaf, authority, leafExtensions, options),
      issueCertificate(authority, authority, authorityExtensions, options),
    ],
  }
}

const authorityExtensions = [
  { name: 'basicConstraints', critical: true, cA: true, pathLenConstraint: 0 },
  { name: 'keyUsage', critical: true, keyCertSign: true, cRLSign: true },
]

// Beside code signing, the purpose that Apple gives to installer certificates.
const applePackageSigning = '1.2.840.113635.100.4.13'
const leafExtensions = [
  { name: 'basicConstraints', critical: true, cA: false },
  { name: 'keyUsage', critical: true, digitalSignature: true },
  { name: 'extKeyUsage', critical: true, codeSigning: true, [applePackageSigning]: true },
]

function generateRsaKey(): KeyObject {
  return generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
}

function issueCertificate(
  subject: Subject,
  issuer: Subject,
  extensions: readonly object[],
  { notBefore, notAfter, organization = 'Zelf Demo' }: SigningIdentityOptions,
): Buffer {
  const certificate = forge.pki.createCertificate()
  const publicKeyPem = createPublicKey(subject.privateKey).export({ type: 'spki', format: 'pem' }).toString()
  certificate.publicKey = forge.pki.publicKeyFromPem(publicKeyPem)
  certificate.serialNumber = `01${createHash('sha256').update(publicKeyPem).digest('hex').slice(0, 30)}`
  certificate.validity = { notBefore, notAfter }
  certificate.setSubject(nameOf(subject, organization))
  certificate.setIssuer(nameOf(issuer, organization))
  certificate.setExtensions([...extensions, { name: 'subjectKeyIdentifier' }])
  return signCertificate(certificate, issuer.privateKey)
}

// node-forge shapes the certificate; the signature is made by node:crypto.
function signCertificate(certificate: forge.pki.Certificate, issuerKey: KeyObject): Buffer {
  const { asn1, pki } = forge
  const algorithm = String(pki.oids.sha256WithRSAEncryption)
  certificate.signatureOid = algorithm
  certificate.siginfo.algorithmOid = algorithm
  certificate.signature = ''
  const [unsigned] = [pki.certificateToAsn1(certificate).value].flat()
  if (typeof unsigned !== 'object') throw new Error('node-forge shaped no certificate')
  const tbs = Buffer.from(asn1.toDer(unsigned).getBytes(), 'latin1')
  certificate.signature = sign('sha256', tbs, issuerKey).toString('latin1')
  return Buffer.from(asn1.toDer(pki.certificateToAsn1(certificate)).getBytes(), 'latin1')
}

function nameOf({ commonName }: Subject, organization: string): forge.pki.CertificateField[] {
  return [
    { name: 'commonName', value: commonName },
    { name: 'organizationName', value: organization },
  ]
}
